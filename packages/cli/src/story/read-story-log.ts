import type { LogQuery } from './cloudwatch-logs.ts';
import type { CatalogLog } from './config.ts';
import { readLine } from './read-line.ts';
import type { StoryEvent } from './story-event.ts';

/** Most lines of a submission that are read: one for each of the hundred deliveries of each of its thousand items. */
export const MAX_LINES = 100_000;

/** An error of CloudWatch Logs, or of the SDK on its way there. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly logGroup: string;

  constructor(logGroup: string, cause: unknown) {
    const { code, name, message } = cause as NodeJS.ErrnoException;
    // An error of several addresses has no message.
    super(message || code || name, { cause });
    this.logGroup = logGroup;
  }
}

export interface StoryLog {
  readonly logged: readonly StoryEvent[];
  /** Whether there are more lines. */
  readonly isCut: boolean;
}

/**
 * Reads what the log says about a submission in a time.
 * @throws {LogError}
 */
export async function readStoryLog(
  { id, ...time }: { readonly id: string } & Pick<LogQuery, 'fromMs' | 'untilMs'>,
  { logGroups, place }: CatalogLog,
  signal: AbortSignal,
  maxLines: number = MAX_LINES,
): Promise<StoryLog> {
  const { readLogPages } = await import('./cloudwatch-logs.ts');
  const logged: StoryEvent[] = [];
  let lines = 0;
  for (const logGroup of logGroups) {
    try {
      for await (const page of readLogPages({ logGroup, text: id, ...time }, place, signal)) {
        for (const line of page) {
          if (lines === maxLines) {
            return { logged, isCut: true };
          }
          lines += 1;
          logged.push(...readLine(line, id));
        }
      }
    } catch (error) {
      throw new LogError(logGroup, error);
    }
  }
  return { logged, isCut: false };
}
