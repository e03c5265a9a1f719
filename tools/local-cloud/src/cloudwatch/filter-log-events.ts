import { z } from 'zod';
import { refusal, type Refusal } from './get-metric-data.ts';
import type { LogStore } from './log-store.ts';

const TEXTS = /^(?:"[^"\\]+"|\?"[^"\\]+"(?: \?"[^"\\]+")*)$/;

const Request = z.strictObject({
  logGroupName: z.string(),
  /** A text that the line has, or several of which it has one. */
  filterPattern: z
    .union([
      z.literal(''),
      z.string().regex(TEXTS, 'only "a text in quotation marks", or ?"one" ?"or another"'),
    ])
    .default(''),
  startTime: z.int().min(0).default(0),
  endTime: z.int().min(0).default(Number.MAX_SAFE_INTEGER),
  limit: z.int().min(1).max(10_000).default(10_000),
  nextToken: z
    .string()
    .regex(/^\d{1,15}$/, 'The specified nextToken is invalid.')
    .default('0'),
});

/**
 * Answers a FilterLogEvents of the log groups that there are.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function filterLogEvents(
  body: unknown,
  logs: LogStore,
  logGroups: ReadonlySet<string>,
): Refusal | object {
  const parsed = Request.safeParse(body);
  if (!parsed.success) {
    return refusal('InvalidParameterException', parsed.error);
  }
  const { logGroupName, filterPattern, startTime, endTime, limit, nextToken } = parsed.data;
  if (!logGroups.has(logGroupName)) {
    return { code: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
  }
  const texts = [...filterPattern.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
  const { lines, next } = logs.read(
    {
      logGroup: logGroupName,
      fromMs: startTime,
      untilMs: endTime,
      matches: (line) => texts.length === 0 || texts.some((text) => line.includes(text)),
      limit,
    },
    Number(nextToken),
  );
  return {
    events: lines.map((line) => ({
      eventId: String(line.place),
      logStreamName: 'local',
      timestamp: line.atMs,
      ingestionTime: line.atMs,
      message: line.text,
    })),
    searchedLogStreams: [],
    ...(next !== undefined && { nextToken: String(next) }),
  };
}
