import { setTimeout as wait } from 'node:timers/promises';
import type { LocalCloud } from '@async-catalog/local-cloud';

export interface Killing {
  readonly killEveryMs: number;
  readonly killAtOnce: number;
  /** Batches that are cut off; then no more is killed. */
  readonly cutOffMost: number;
}

/** Stops instances of a function dead, in the middle of their work, until told to end. */
export function keepKilling(
  cloud: LocalCloud,
  functionName: string,
  { killEveryMs, killAtOnce, cutOffMost }: Killing,
) {
  const stop = new AbortController();
  let kills = 0;
  let cutOff = 0;
  const ended = (async () => {
    while (!stop.signal.aborted && cutOff < cutOffMost) {
      await wait(killEveryMs, undefined, { signal: stop.signal }).catch(() => {});
      cutOff += await cloud.killInstances(functionName, killAtOnce);
      kills += 1;
    }
  })();
  return {
    async end() {
      stop.abort();
      await ended;
      return { kills, cutOff };
    },
  };
}
