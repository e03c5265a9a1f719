import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `ms`, or as soon as `stop` is aborted. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) {
      throw error;
    }
  });
}
