import { setTimeout as wait } from 'node:timers/promises';

type Send = (path: string, init?: RequestInit) => Promise<Response>;

/**
 * Posts one product after another while something else runs, each until it is saved. `end` gives the times in
 * milliseconds, shortest first; one that isn't saved within 20 s counts as Infinity.
 */
export function probePosts(send: Send, everyMs: number) {
  const stop = new AbortController();
  const times: number[] = [];

  async function post(number: number): Promise<void> {
    const began = performance.now();
    const answer = await send('/products', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=20' },
      body: JSON.stringify({ sku: `PROBE-${number}`, name: 'Probe', price: 1 }),
    });
    const { status } = (await answer.json()) as { status?: unknown };
    times.push(status === 'completed' ? performance.now() - began : Infinity);
  }

  const ended = (async () => {
    for (let number = 0; !stop.signal.aborted; number += 1) {
      await post(number);
      await wait(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return {
    async end(): Promise<number[]> {
      stop.abort();
      await ended;
      return times.toSorted((a, b) => a - b);
    },
  };
}
