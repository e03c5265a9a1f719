import { FAILURE_CODES, type Stats, STATS_QUEUES, type StatsQueue } from '@async-catalog/product-schema';
import type { Datapoint, Metrics, QueueDepth, QueueDepths } from '../ports.ts';

const MINUTE_MS = 60_000;
const MINUTES = 60;

/** An age that was measured longer ago says nothing about now. SQS measures every minute. */
const AGE_VALID_MS = 5 * MINUTE_MS;

/** Finds the last 60 minutes, the present one included; `until` is its end. */
export function minutesUntil(now: Date): { readonly from: Date; readonly until: Date } {
  const untilMs = (Math.floor(now.getTime() / MINUTE_MS) + 1) * MINUTE_MS;
  return { from: new Date(untilMs - MINUTES * MINUTE_MS), until: new Date(untilMs) };
}

/** Builds the stats of the 60 minutes that end with the present one. */
export function buildStats(asOf: Date, metrics: Metrics, { queues, deadLetters }: QueueDepths): Stats {
  return {
    asOf: asOf.toISOString(),
    savedPerMinute: byMinute(metrics.saved, minutesUntil(asOf).from),
    failedLastHour: FAILURE_CODES.map((code) => ({ code, count: sum(metrics.failed[code]) }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => other.count - one.count),
    queues: STATS_QUEUES.map((name) => ({
      name,
      ...queues[name],
      ...oldestMessage(metrics.oldestMessage, name, asOf),
    })),
    deadLetters: { products: total(deadLetters.products), imports: total(deadLetters.imports) },
  };
}

function byMinute(datapoints: readonly Datapoint[], from: Date): Stats['savedPerMinute'] {
  const counts = new Map(datapoints.map(({ at, value }) => [at.getTime(), value]));
  return Array.from({ length: MINUTES }, (_, minute) => {
    const ms = from.getTime() + minute * MINUTE_MS;
    return { at: new Date(ms).toISOString(), count: counts.get(ms) ?? 0 };
  });
}

function oldestMessage(
  ages: Metrics['oldestMessage'],
  name: StatsQueue,
  asOf: Date,
): Pick<Stats['queues'][number], 'oldestMessage'> {
  const newest = ages[name].at(-1);
  return newest === undefined || newest.at.getTime() < asOf.getTime() - AGE_VALID_MS
    ? {}
    : { oldestMessage: { ageSeconds: newest.value, at: newest.at.toISOString() } };
}

function sum(datapoints: readonly Datapoint[]): number {
  return datapoints.reduce((count, { value }) => count + value, 0);
}

function total({ waiting, inFlight, delayed }: QueueDepth): number {
  return waiting + inFlight + delayed;
}
