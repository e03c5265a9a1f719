import { CatalogProblemError, PartUploadError } from '@async-catalog/client';
import { pause } from '../../../live/pause.ts';

interface Waiting {
  readonly onWaiting: (error: unknown) => void;
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** First and longest pause between two attempts. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/** Repeats a call until it is answered, or refused for a reason that doesn't pass, or the deadline is over. */
export async function untilAnswered<Answer>(
  call: () => Promise<Answer>,
  { onWaiting, deadline, signal }: Waiting,
): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
    try {
      const answer = await call();
      onWaiting(undefined);
      return answer;
    } catch (error) {
      if (signal.aborted || !passes(error) || Date.now() > deadline) {
        throw error;
      }
      onWaiting(error);
      await pause(pauseMs, signal);
    }
  }
}

/** Tells whether another attempt may succeed: there was no answer, or one that says that somebody is busy. */
function passes(error: unknown): boolean {
  return error instanceof CatalogProblemError || error instanceof PartUploadError
    ? error.status >= 500 || error.status === 429 || error.status === 408
    : error instanceof Error && (error.name === 'TypeError' || error.name === 'TimeoutError');
}
