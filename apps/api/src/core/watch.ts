const FIRST_PAUSE_MS = 20;

/** Longest pause between two reads, so that every waiter sees a change within a second. */
const LONGEST_PAUSE_MS = 500;

/** Waits that end this soon end now: those that began together need no read each. */
const SLACK_MS = 20;

export interface WatchDeps {
  readonly now: () => Date;
  /** Rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborts when the service ends: every wait ends then as at its deadline. */
  readonly closing?: AbortSignal | undefined;
}

export interface WaitUntil {
  readonly deadline: Date;
  /** Ends the wait, which then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Waits for a value that is wanted. Resolves to `undefined` at the deadline; rejects when a read fails, or
 * `isWanted` throws. Only values whose read began after the call are looked at.
 */
export type Watch<Value> = (
  id: string,
  isWanted: (value: Value) => boolean,
  until: WaitUntil,
) => Promise<Value | undefined>;

interface Waiter<Value> {
  readonly isWanted: (value: Value) => boolean;
  readonly deadlineMs: number;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Waiters on one id, and what stops the loop that reads for them. */
interface Watched<Value> {
  readonly waiters: Set<Waiter<Value>>;
  readonly stop: AbortController;
}

/**
 * Creates a watch whose waiters on one id share one loop of reads, which lives as long as somebody waits.
 *
 * Pauses double from 20 ms to 500 ms, which makes 44 reads in 20 s, the longest wait. On Lambda each waiter is
 * alone in its instance: with its own first read it makes 45. docs/adr/0031 says what it costs.
 */
export function createWatch<Value>(
  { now, pause, closing }: WatchDeps,
  read: (id: string) => Promise<Value>,
): Watch<Value> {
  const watched = new Map<string, Watched<Value>>();
  closing?.addEventListener('abort', () => {
    const waiting = [...watched.values()].flatMap(({ waiters }) => [...waiters]);
    waiting.forEach(({ resolve }) => resolve(undefined));
  });

  async function run(id: string, { waiters, stop }: Watched<Value>): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; waiters.size > 0; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const firstDeadlineMs = Math.min(...Array.from(waiters, ({ deadlineMs }) => deadlineMs));
      await pause(Math.max(0, Math.min(pauseMs, firstDeadlineMs - now().getTime())), stop.signal);
      // Not those who join during the read: they may know a newer value than it returns.
      const served = [...waiters];
      const [result] = await Promise.allSettled([read(id)]);
      for (const waiter of served.filter((one) => waiters.has(one))) {
        if (result.status === 'rejected') {
          waiter.reject(result.reason);
        } else {
          serve(waiter, result.value);
        }
      }
    }
  }

  function serve({ isWanted, deadlineMs, resolve, reject }: Waiter<Value>, value: Value): void {
    try {
      if (isWanted(value)) {
        resolve(value);
      } else if (deadlineMs - now().getTime() <= SLACK_MS) {
        resolve(undefined);
      }
    } catch (error) {
      reject(error);
    }
  }

  /** Finds the waiters on an id. The first one starts the loop, once it is added. */
  function join(id: string): Watched<Value> {
    const known = watched.get(id);
    if (known !== undefined) {
      return known;
    }
    const created: Watched<Value> = { waiters: new Set(), stop: new AbortController() };
    watched.set(id, created);
    queueMicrotask(() => {
      run(id, created).catch((error: unknown) => {
        for (const waiter of created.waiters) {
          waiter.reject(error);
        }
      });
    });
    return created;
  }

  return (id, isWanted, { deadline, signal }) =>
    new Promise((resolve, reject) => {
      const deadlineMs = deadline.getTime();
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      if (deadlineMs <= now().getTime() || closing?.aborted === true) {
        resolve(undefined);
        return;
      }
      const joined = join(id);
      const { waiters, stop } = joined;
      const abort = (): void => waiter.reject(signal.reason);
      /** The last one ends the loop, also in its pause. */
      const leave = (): void => {
        signal.removeEventListener('abort', abort);
        waiters.delete(waiter);
        if (waiters.size === 0 && watched.get(id) === joined) {
          watched.delete(id);
          stop.abort();
        }
      };
      const waiter: Waiter<Value> = {
        isWanted,
        deadlineMs,
        resolve: (value) => {
          leave();
          resolve(value);
        },
        reject: (reason) => {
          leave();
          reject(reason);
        },
      };
      signal.addEventListener('abort', abort);
      waiters.add(waiter);
    });
}
