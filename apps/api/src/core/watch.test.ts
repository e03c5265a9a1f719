import { setImmediate as idle } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createWatch } from './watch.ts';

/** Watches a value that tests set. Time passes only when they say so; each read can be held back. */
function setUp({ closing }: { closing?: AbortSignal } = {}) {
  let nowMs = 0;
  let value = 1;
  let hold: Promise<unknown> | undefined;
  const pauses = new Set<{ endsMs: number; end: () => void }>();
  const read = vi.fn<(id: string) => Promise<number>>(async () => {
    const seen = value;
    await hold;
    return seen;
  });
  const watch = createWatch(
    {
      now: () => new Date(nowMs),
      closing,
      pause: (ms, signal) =>
        new Promise((resolve, reject) => {
          const pause = { endsMs: nowMs + ms, end: resolve };
          pauses.add(pause);
          signal.addEventListener('abort', () => {
            pauses.delete(pause);
            reject(signal.reason as Error);
          });
        }),
    },
    read,
  );
  return {
    read,
    pauses,
    set: (next: number) => (value = next),
    holdReads: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return () => {
        hold = undefined;
        resolve();
      };
    },
    /** Lets time pass, and every pause end that is over by then. */
    pass: async (ms: number) => {
      const untilMs = nowMs + ms;
      for (;;) {
        await idle();
        const [next] = [...pauses].sort((a, b) => a.endsMs - b.endsMs);
        if (next === undefined || next.endsMs > untilMs) {
          break;
        }
        nowMs = next.endsMs;
        pauses.delete(next);
        next.end();
      }
      nowMs = untilMs;
      await idle();
    },
    wait: (known: number, { id = 'a', ms = 20_000, signal = new AbortController().signal } = {}) =>
      watch(id, (seen) => seen !== known, { deadline: new Date(nowMs + ms), signal }),
  };
}

describe('a watch', () => {
  it('makes the same reads for 200 waiters as for one, and answers each', async () => {
    const alone = setUp();
    const single = alone.wait(1);
    await alone.pass(5000);
    alone.set(2);
    await alone.pass(500);
    expect(await single).toBe(2);

    const shared = setUp();
    const waits = Array.from({ length: 200 }, () => shared.wait(1));
    await shared.pass(5000);
    shared.set(2);
    await shared.pass(500);

    expect(await Promise.all(waits)).toEqual(Array.from({ length: 200 }, () => 2));
    expect(shared.read).toHaveBeenCalledTimes(alone.read.mock.calls.length);
  });

  it('reads at least every half a second, 44 times in 20 s, and then gives up', async () => {
    const { wait, pass, read, pauses } = setUp();
    const waited = wait(1);

    await pass(20_000);

    expect(await waited).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(44);
    expect(pauses.size).toBe(0);
  });

  it('reads each id for itself', async () => {
    const { wait, pass, read } = setUp();
    const waits = [wait(1, { id: 'a', ms: 20 }), wait(1, { id: 'b', ms: 20 })];

    await pass(20);

    await Promise.all(waits);
    expect(read.mock.calls).toEqual([['a'], ['b']]);
  });

  it('doesn’t answer one who joins during a read from what that read returns', async () => {
    const { wait, pass, read, set, holdReads } = setUp();
    const release = holdReads();
    const first = wait(1);
    await pass(20);
    expect(read).toHaveBeenCalledTimes(1);
    set(2);
    // It has read 2 itself, while the read that is under way will return 1.
    const joined = wait(2);
    release();
    await pass(40);

    expect(await first).toBe(2);
    set(3);
    await pass(500);
    expect(await joined).toBe(3);
  });

  it('lets each wait end at its own deadline, and the loop go on for the others', async () => {
    const { wait, pass, set } = setUp();
    const long = wait(1, { ms: 20_000 });
    const short = wait(1, { ms: 1000 });
    await pass(1000);
    expect(await short).toBeUndefined();

    set(2);
    await pass(500);

    expect(await long).toBe(2);
  });

  it('ends several waits that end together with one read', async () => {
    const { wait, pass, read } = setUp();
    const waits = Array.from({ length: 10 }, (_, n) => wait(1, { ms: 1000 + n }));

    await pass(1010);

    expect(await Promise.all(waits)).toEqual(Array.from({ length: 10 }, () => undefined));
    expect(read).toHaveBeenCalledTimes(6);
  });

  it('ends every wait as at its deadline when the service ends, and lets none begin', async () => {
    const closing = new AbortController();
    const { wait, pass, pauses } = setUp({ closing: closing.signal });
    const waits = [wait(1), wait(1, { id: 'b' })];
    await pass(100);

    closing.abort();

    expect(await Promise.all([...waits, wait(1)])).toEqual([undefined, undefined, undefined]);
    expect(pauses.size).toBe(0);
  });

  it('holds nothing and reads nothing once all have gone', async () => {
    const { wait, pass, read, pauses } = setUp();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = Promise.allSettled([wait(1, { signal: one.signal }), wait(1, { signal: other.signal })]);
    await pass(100);
    one.abort(new Error('gone'));
    await pass(100);
    expect(pauses.size).toBe(1);
    other.abort(new Error('gone, too'));
    await idle();
    const reads = read.mock.calls.length;

    expect(pauses.size).toBe(0);
    expect(await waits).toMatchObject([
      { reason: { message: 'gone' } },
      { reason: { message: 'gone, too' } },
    ]);
    await pass(20_000);
    expect(read).toHaveBeenCalledTimes(reads);
  });

  it('starts anew for one who comes after all have gone, also during the last read', async () => {
    const { wait, pass, set, holdReads, pauses } = setUp();
    const release = holdReads();
    const leaving = new AbortController();
    const left = wait(1, { signal: leaving.signal }).catch(() => 'left');
    await pass(20);
    leaving.abort();
    const next = wait(1);
    release();
    set(2);
    await pass(20);

    expect([await left, await next]).toEqual(['left', 2]);
    expect(pauses.size).toBe(0);
  });

  it('fails for those who wait when a read fails, and reads again for the next', async () => {
    const { wait, pass, read, set, pauses } = setUp();
    read.mockRejectedValueOnce(new Error('out'));
    const waits = Promise.allSettled([wait(1), wait(1)]);
    await pass(20);
    expect(await waits).toMatchObject([{ reason: { message: 'out' } }, { reason: { message: 'out' } }]);
    expect(pauses.size).toBe(0);

    set(2);
    const next = wait(1);
    await pass(20);

    expect(await next).toBe(2);
  });

  it('waits for nobody who has gone already, nor past a deadline', async () => {
    const { wait, read, pauses } = setUp();

    await expect(wait(1, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect(await wait(1, { ms: 0 })).toBeUndefined();
    expect(pauses.size).toBe(0);
    expect(read).not.toHaveBeenCalled();
  });
});
