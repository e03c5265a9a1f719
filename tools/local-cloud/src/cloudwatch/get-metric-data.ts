import { z } from 'zod';
import { MINUTE_MS, type MetricId, type Range, type Series, type Statistic } from './metric-store.ts';

/** Reads a metric: the store's, or one that is made when it is read. */
export type ReadSeries = (id: MetricId, statistic: Statistic, range: Range) => Series;

/** Seconds since 1970, as the JSON protocol has times. */
const time = z.number().min(0);

const MetricStat = z.strictObject({
  Metric: z.strictObject({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  }),
  Period: z.int().min(60).multipleOf(60),
  Stat: z.enum(['Sum', 'Maximum']),
});

const Query = z.strictObject({ Id: z.string().regex(/^[a-z]\w{0,254}$/), MetricStat });

const Request = z
  .strictObject({
    MetricDataQueries: z.array(Query).max(500),
    StartTime: time,
    EndTime: time,
    ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).default('TimestampDescending'),
  })
  .refine(({ StartTime, EndTime }) => StartTime < EndTime, 'StartTime must be before EndTime')
  .refine(
    ({ MetricDataQueries: queries }) => new Set(queries.map(({ Id }) => Id)).size === queries.length,
    'Each Id must be unique',
  );

/** Says why CloudWatch, or this subset of it, refuses a request. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Builds the refusal of a request that isn't of the subset. */
export function refusal(code: string, error: z.ZodError): Refusal {
  return { code, message: `Not supported locally: ${z.prettifyError(error)}` };
}

export interface MetricData {
  readonly MetricDataResults: readonly object[];
  readonly Messages: readonly object[];
}

/**
 * Answers a GetMetricData of plain metrics: no expressions, no paging. The start is rounded down to the minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(body: unknown, read: ReadSeries): Refusal | MetricData {
  const parsed = Request.safeParse(body);
  if (!parsed.success) {
    return refusal('InvalidParameterValueException', parsed.error);
  }
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = parsed.data;
  const results = MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
    const { Namespace, MetricName, Dimensions } = Metric;
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    const range = {
      fromMs: toMinuteMs(StartTime),
      untilMs: EndTime * 1000,
      periodMs: Period * 1000,
    };
    const ascending = [...read({ namespace: Namespace, name: MetricName, dimensions }, Stat, range)];
    const datapoints = ScanBy === 'TimestampAscending' ? ascending : ascending.toReversed();
    return {
      Id,
      Label: MetricName,
      Timestamps: datapoints.map(([startMs]) => startMs / 1000),
      Values: datapoints.map(([, value]) => value),
      StatusCode: 'Complete',
    };
  });
  return { MetricDataResults: results, Messages: [] };
}

function toMinuteMs(seconds: number): number {
  return Math.floor((seconds * 1000) / MINUTE_MS) * MINUTE_MS;
}
