import { describe, expect, it, vi } from 'vitest';
import { forChosen } from './choose-dead-letters.ts';
import { type DeadLetter, readItem } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

function deadLetter(id: string, sentAt = new Date(0)): DeadLetter {
  return { id, body: '{}', attributes: {}, sentAt, item: readItem('{}') };
}

function setUp(...batches: string[][]) {
  const release = vi.fn<DeadLetterQueue['release']>(() => Promise.resolve());
  let received = 0;
  const queue: DeadLetterQueue = {
    async *receive() {
      for (const ids of batches) {
        received += 1;
        yield ids.map((id) => ({ deadLetter: deadLetter(id), receipt: `receipt of ${id}` }));
      }
    },
    release,
    resend: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    moveAll: () => Promise.resolve(undefined),
  };
  return {
    queue,
    received: () => received,
    /** Ids of the dead letters that were released. */
    released: () => release.mock.calls.flatMap(([receipts]) => receipts.map((receipt) => receipt.slice(-1))),
  };
}

const gone = () => Promise.resolve('gone' as const);
const stays = () => Promise.resolve('stays' as const);

describe('forChosen', () => {
  it('works on the chosen ones, releases the others, and receives no more than it needs', async () => {
    const { queue, released, received } = setUp(['a', 'b', 'c'], ['d']);

    const chosen = await forChosen(queue, { choice: ['b', 'b'] }, gone);

    expect(chosen).toEqual({ count: 1, notFound: [], sawAll: false });
    expect(released()).toEqual(['a', 'c']);
    expect(received()).toBe(1);
  });

  it('receives all of them in search of one that doesn’t exist, and reports it', async () => {
    const { queue, released } = setUp(['a'], ['b']);

    const chosen = await forChosen(queue, { choice: ['b', 'x'] }, gone);

    expect(chosen).toEqual({ count: 1, notFound: ['x'], sawAll: true });
    expect(released()).toEqual(['a']);
  });

  it('works on no more than the limit', async () => {
    const { queue, released } = setUp(['a', 'b', 'c']);

    const chosen = await forChosen(queue, { choice: 'all', atMost: 2 }, gone);

    expect(chosen).toEqual({ count: 2, notFound: [], sawAll: false });
    expect(released()).toEqual(['c']);
  });

  it('works once on what is delivered twice', async () => {
    const { queue, released } = setUp(['a'], ['a']);

    expect(await forChosen(queue, { choice: 'all' }, stays)).toMatchObject({ count: 1, sawAll: true });
    expect(released()).toEqual(['a']);
  });

  it('leaves alone what was sent after the given time', async () => {
    const { queue, released } = setUp(['a']);

    expect(await forChosen(queue, { choice: 'all', sentBefore: new Date(0) }, gone)).toMatchObject({
      count: 0,
    });
    expect(await forChosen(queue, { choice: 'all', sentBefore: new Date(1) }, gone)).toMatchObject({
      count: 1,
    });
    expect(released()).toEqual(['a']);
  });

  it('works on what it has received when the signal aborts, releases it, and says that there may be more', async () => {
    const { queue, released, received } = setUp(['a', 'b'], ['c']);
    const abort = new AbortController();
    const work = vi.fn<typeof stays>(() => {
      abort.abort();
      return stays();
    });

    const chosen = await forChosen(queue, { choice: 'all', signal: abort.signal }, work);

    expect(chosen).toEqual({ count: 2, notFound: [], sawAll: false });
    expect(released()).toEqual(['a', 'b']);
    expect(received()).toBe(1);
  });

  it('releases the rest, with the one it failed on, when the work fails', async () => {
    const { queue, released, received } = setUp(['a', 'b', 'c'], ['d']);
    const work = vi
      .fn<typeof gone>(gone)
      .mockResolvedValueOnce('gone')
      .mockRejectedValueOnce(new Error('out of reach'));

    await expect(forChosen(queue, { choice: 'all' }, work)).rejects.toThrow('out of reach');
    expect(released()).toEqual(['b']);
    expect(received()).toBe(1);
  });
});
