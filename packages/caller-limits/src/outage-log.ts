import type { LogOutage } from './limiter.ts';

/** Time between two lines of one instance. */
const EVERY_MS = 10_000;

/** Lets a line of an outage through once in a while, with the number of counts that failed since the last one. */
export function createOutageLog(log: LogOutage, nowMs: () => number): (error: unknown) => void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  let uncounted = 0;
  return (error) => {
    uncounted += 1;
    const at = nowMs();
    if (at - loggedAt >= EVERY_MS) {
      log(error, uncounted);
      loggedAt = at;
      uncounted = 0;
    }
  };
}
