import { createCloudWatchLogsClient, type LogPlace } from '@async-catalog/aws-clients/cloudwatch-logs';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';

/** Part of a log group: the lines with a text, of a time. */
export interface LogQuery {
  readonly logGroup: string;
  /** Letters, digits and hyphens. */
  readonly text: string;
  readonly fromMs: number;
  /** Now, if it isn't given. */
  readonly untilMs: number | undefined;
}

export interface LogLine {
  readonly atMs: number;
  readonly text: string;
}

/**
 * Reads lines page by page. A page can be empty, and others follow. It has a file of its own beside the bundle, which shares no
 * class with it.
 */
export async function* readLogPages(
  { logGroup, text, fromMs, untilMs }: LogQuery,
  place: LogPlace,
  abortSignal: AbortSignal,
): AsyncGenerator<LogLine[]> {
  const client = createCloudWatchLogsClient({ ...place, budgetMs: 60_000 });
  try {
    const pages = paginateFilterLogEvents(
      { client, stopOnSameToken: true },
      { logGroupName: logGroup, filterPattern: `"${text}"`, startTime: fromMs, endTime: untilMs },
      { abortSignal },
    );
    for await (const { events = [] } of pages) {
      yield events.map(({ timestamp, message }) => ({ atMs: timestamp ?? 0, text: message ?? '' }));
    }
  } finally {
    client.destroy();
  }
}
