import { syncBuiltinESMExports } from 'node:module';
import { type Clock, install } from '@sinonjs/fake-timers';
import { currentClockSkewMs } from './process.ts';
import type { Randomness } from './randomness.ts';

/** The virtual time at which every history starts. */
export const EPOCH = Date.UTC(2026, 0, 31, 9, 30);

/** Thrown when the awaited work can never finish: no promise is pending and no timer is set. */
export class StandstillError extends Error {
  override readonly name = 'StandstillError';
}

/** Thrown when a history takes longer than all its deliveries, outages and redrives can. */
export class EndlessHistoryError extends Error {
  override readonly name = 'EndlessHistoryError';
}

/** Five days: longer than the queues can take to drain, at first and after each redrive. */
const LONGEST_HISTORY_MS = 5 * 24 * 60 * 60 * 1000;

const RealDate = Date;

/** Reads the clock that is right, whichever process asks. */
export function trueNow(): number {
  return clock?.now ?? RealDate.now();
}

let clock: Clock | undefined;

/** Makes a `Date` that each process reads from its own clock. */
function skewedDate(Original: DateConstructor): DateConstructor {
  return class extends Original {
    static override now(): number {
      return Original.now() + currentClockSkewMs();
    }

    constructor(...values: []) {
      // Only a date of the current time depends on the clock.
      super(...(values.length > 0 ? values : ([Original.now() + currentClockSkewMs()] as unknown as [])));
    }
  } as DateConstructor;
}

export interface VirtualTime {
  /** The most CPU time, in milliseconds, that anything took without waiting. */
  readonly longestTurnMs: number;
  /** Advances the clock from timer to timer until `work` is done. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Restores the real clock. */
  [Symbol.dispose](): void;
}

/**
 * Replaces the clock, timers and randomness of the Node process, for the apps and the SDK alike. Time
 * advances only when nothing else can happen, so hours take milliseconds, and the same randomness gives the
 * same history.
 */
export function startVirtualTime(randomness: Randomness): VirtualTime {
  const installed = install({ now: EPOCH, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  clock = installed;
  // Named imports from `node:timers/promises` see the replaced functions only after this.
  syncBuiltinESMExports();
  const replaced = [
    replace(globalThis, 'Date', skewedDate(Date)),
    replace(Math, 'random', randomness.fraction),
    replace(AbortSignal, 'timeout', virtualTimeout),
    replace(crypto, 'getRandomValues', randomness.fill),
  ];

  let longestTurnMs = 0;

  async function turn(): Promise<void> {
    const before = process.threadCpuUsage();
    await pendingPromises();
    const { user, system } = process.threadCpuUsage(before);
    longestTurnMs = Math.max(longestTurnMs, (user + system) / 1000);
  }

  return {
    get longestTurnMs() {
      return longestTurnMs;
    },
    async run(work) {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      // The loop returns the rejection; until then, it must not count as unhandled.
      finished.catch(() => {});
      for (;;) {
        await turn();
        if (done) {
          return finished;
        }
        if (installed.countTimers() === 0) {
          throw new StandstillError('the history is stuck: nothing is pending and no timer is set');
        }
        installed.next();
        if (installed.now - EPOCH > LONGEST_HISTORY_MS) {
          throw new EndlessHistoryError('the history does not end');
        }
      }
    },
    [Symbol.dispose]() {
      replaced.forEach((restore) => restore());
      installed.uninstall();
      clock = undefined;
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

/**
 * Runs all pending promise callbacks: nothing here waits for real I/O, so one turn of the event loop is
 * enough.
 */
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
