import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';

/** Last error of a message, as the log has it. */
export type LastError =
  | { readonly at: string; readonly error: string; readonly invocation?: string }
  /** Reason that it isn't known. */
  | { readonly unknown: string };

/** Longer than an invocation of the worker, whose end Lambda logs. */
const INVOCATION_MS = 15 * 60_000;

/** A line of the worker about a message: `error` when it returned it, none before it began with it. */
const WorkerLine = z.object({
  error: z.object({ name: z.string().catch('Error'), message: z.string().catch('') }).optional(),
  function_request_id: z.string().optional(),
});

/**
 * A line of Lambda about the end of an invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html (`platform.report`, `platform.runtimeDone`)
 */
const PlatformLine = z.object({
  type: z.enum(['platform.report', 'platform.runtimeDone']),
  record: z.object({ status: z.enum(['error', 'failure', 'timeout']), errorType: z.string().optional() }),
});

/**
 * Finds the last error of a message that SQS moved by itself, in the worker's log: the one with which the worker returned it, or the one
 * that ended the invocation that had begun with it.
 */
export async function findLastError(
  logs: CloudWatchLogsClient,
  { messageId, sentAt, logGroup }: { messageId: string; sentAt: Date; logGroup: string },
  signal: AbortSignal,
): Promise<LastError> {
  const search = async (text: string, startTime: number, endTime?: number): Promise<FilteredLogEvent[]> => {
    const events: FilteredLogEvent[] = [];
    // A page can be empty and not the last.
    const pages = paginateFilterLogEvents(
      { client: logs },
      {
        logGroupName: logGroup,
        filterPattern: `"${text}"`,
        startTime,
        ...(endTime !== undefined && { endTime }),
      },
      { abortSignal: signal },
    );
    for await (const page of pages) {
      events.push(...(page.events ?? []));
    }
    return events;
  };

  try {
    const last = (await search(messageId, sentAt.getTime()))
      .toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0))
      .at(-1);
    if (last === undefined) {
      return {
        unknown: `${logGroup} doesn't name the message: its lines have expired, or the worker ended before it read it`,
      };
    }
    const at = new Date(last.timestamp ?? 0).toISOString();
    const { error, function_request_id: invocation } = WorkerLine.catch({}).parse(parseJson(last.message));
    if (error !== undefined) {
      return {
        at,
        error: `${error.name}: ${error.message}`,
        ...(invocation !== undefined && { invocation }),
      };
    }
    if (invocation === undefined) {
      return { unknown: `the last line of ${logGroup} about the message is no error` };
    }
    const ends = await search(invocation, last.timestamp ?? 0, (last.timestamp ?? 0) + INVOCATION_MS);
    const end = ends.map(({ message }) => readEnd(message)).find((text) => text !== undefined);
    return end === undefined
      ? {
          unknown: `${logGroup} doesn't say how invocation ${invocation} ended, which had begun with the message`,
        }
      : { at, error: end, invocation };
  } catch (error) {
    return {
      unknown: signal.aborted
        ? `${logGroup} has more lines than could be read in time`
        : `${logGroup} can't be read: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    };
  }
}

/** Reads how Lambda says that an invocation ended, in either log format; `undefined` if it ended well, or another line. */
function readEnd(line = ''): string | undefined {
  const platform = PlatformLine.safeParse(parseJson(line));
  if (platform.success) {
    const { status, errorType } = platform.data.record;
    return errorType ?? (status === 'timeout' ? 'Task timed out' : status);
  }
  return /RequestId: \S+ Error: (.+)/.exec(line)?.[1] ?? /Task timed out.*/.exec(line)?.[0];
}

function parseJson(line = ''): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
