import { syncBuiltinESMExports } from 'node:module';
import { install } from '@sinonjs/fake-timers';
import type { Randomness } from './randomness.ts';

/** When every history begins. */
export const EPOCH = Date.UTC(2026, 0, 31, 9, 30);

/** Nothing is under way and no timer is set, yet what is waited for hasn't come: it never will. */
export class StandstillError extends Error {
  override readonly name = 'StandstillError';
}

/** A history took longer than anything in it can take. */
export class EndlessHistoryError extends Error {
  override readonly name = 'EndlessHistoryError';
}

/** Longer than five deliveries that are all cut off, an outage, and as much again after a redrive: 12 hours. */
const LONGEST_HISTORY_MS = 12 * 60 * 60 * 1000;

export interface VirtualTime {
  /** Lets time pass, from one timer to the next, until `work` is done. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Gives the process its real clock back. */
  [Symbol.dispose](): void;
}

/**
 * Takes the place of the process's clock, timers and chance, for everything that is loaded: the SDK's retries, the apps' waits and
 * deadlines. Time passes only when there is nothing else to do, so hours take milliseconds; and the same randomness gives the same history.
 */
export function startVirtualTime(randomness: Randomness): VirtualTime {
  const clock = install({ now: EPOCH, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  // What was imported by name from `node:timers/promises` sees the replaced function only after this.
  syncBuiltinESMExports();
  const replaced = [
    replace(Math, 'random', randomness.fraction),
    replace(AbortSignal, 'timeout', virtualTimeout),
    replace(crypto, 'getRandomValues', randomness.fill),
  ];

  return {
    async run(work) {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      // Its rejection is this function's own; it must not count as unhandled before the loop ends.
      finished.catch(() => {});
      for (;;) {
        await pendingPromises();
        if (done) {
          return finished;
        }
        if (clock.countTimers() === 0) {
          throw new StandstillError('nothing is left that could happen');
        }
        clock.next();
        if (clock.now - EPOCH > LONGEST_HISTORY_MS) {
          throw new EndlessHistoryError('the history does not end');
        }
      }
    },
    [Symbol.dispose]() {
      replaced.forEach((putBack) => putBack());
      clock.uninstall();
      syncBuiltinESMExports();
    },
  };
}

function replace<T extends object, Name extends keyof T>(
  owner: T,
  name: Name,
  replacement: T[Name],
): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: replacement, configurable: true, writable: true });
  return () => {
    Reflect.deleteProperty(owner, name);
    if (original !== undefined) {
      Object.defineProperty(owner, name, original);
    }
  };
}

/** Nothing here waits for the outside, so one turn of the event loop is enough for all that follows from what has happened. */
function pendingPromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function virtualTimeout(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(
    () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    milliseconds,
  );
  return controller.signal;
}
