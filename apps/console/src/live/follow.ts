import { CatalogProblemError } from '@async-catalog/client';
import { pause, untilVisible } from './pause.ts';

/** Answer to a read: the state, unless it is still the one with the given `ETag`. */
export interface Answer<State> {
  readonly state: State | undefined;
  readonly etag: string | null;
  /** Whether the API waited for a change, as it was asked: it refuses callers who have many requests waiting. */
  readonly waited: boolean;
}

interface Following<State> {
  /** Reads the state, and lets the API wait for a change of the one that is known. */
  readonly read: (etag: string | null, signal: AbortSignal) => Promise<Answer<State>>;
  readonly onAnswer: (state: State | undefined) => void;
  readonly onError: (error: unknown) => void;
  readonly isFinal: (state: State) => boolean;
}

/** Pause between two reads that were answered, and the first and the longest after one that wasn't. */
const PAUSE_MS = 300;
/** Pause where the API can't wait for a change, because it gives no `ETag` of a file that is being uploaded, or doesn't. */
const WITHOUT_WAIT_MS = 2000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 10_000;

/** Statuses of an answer that stays the same however often one asks: there is no such thing, or it isn't for this caller. */
const GONE: ReadonlySet<number> = new Set([403, 404]);

/** Reads a state again and again until it is final or isn't there, or the signal aborts. Other errors are reported, and end nothing. */
export async function follow<State>(following: Following<State>, signal: AbortSignal): Promise<void> {
  const { read, onAnswer, onError, isFinal } = following;
  let etag: string | null = null;
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      await untilVisible(signal);
      const answer: Answer<State> = await read(etag, signal);
      etag = answer.etag;
      retryMs = FIRST_RETRY_MS;
      onAnswer(answer.state);
      if (answer.state !== undefined && isFinal(answer.state)) {
        return;
      }
      const paces = etag !== null && (answer.state !== undefined || answer.waited);
      await pause(paces ? PAUSE_MS : WITHOUT_WAIT_MS, signal);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      onError(error);
      if (error instanceof CatalogProblemError && GONE.has(error.status)) {
        return;
      }
      await pause(retryMs, signal).catch(() => undefined);
      retryMs = Math.min(LONGEST_RETRY_MS, 2 * retryMs);
    }
  }
}
