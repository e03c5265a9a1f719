import { setTimeout as wait } from 'node:timers/promises';
import type { LocalCloud } from '@async-catalog/local-cloud';

export interface Killing {
  readonly killEveryMs: number;
  readonly killAtOnce: number;
  /** Number of batches to cut off, after which nothing more is killed. */
  readonly maxCutOff: number;
}

/** Kills instances of a function in the middle of their work, until `end`. */
export function keepKilling(
  cloud: LocalCloud,
  functionName: string,
  { killEveryMs, killAtOnce, maxCutOff }: Killing,
) {
  const stop = new AbortController();
  let kills = 0;
  let cutOff = 0;
  const ended = (async () => {
    while (!stop.signal.aborted && cutOff < maxCutOff) {
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
