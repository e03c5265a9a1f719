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
        yield ids.map((id) => deadLetter(id));
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
    released: () => release.mock.calls.flatMap(([deadLetters]) => deadLetters.map(({ id }) => id)),
  };
}

const ids = ({ deadLetters }: { deadLetters: readonly DeadLetter[] }) => deadLetters.map(({ id }) => id);
const gone = () => Promise.resolve('gone' as const);

describe('forChosen', () => {
  it('works on the chosen ones, releases the others, and receives no more than it needs', async () => {
    const { queue, released, received } = setUp(['a', 'b', 'c'], ['d']);

    const chosen = await forChosen(queue, { choice: ['b'] }, gone);

    expect(ids(chosen)).toEqual(['b']);
    expect(chosen.notFound).toEqual([]);
    expect(released()).toEqual(['a', 'c']);
    expect(received()).toBe(1);
  });

  it('receives all of them in search of one that doesn’t exist, and reports it', async () => {
    const { queue, released } = setUp(['a'], ['b']);

    const chosen = await forChosen(queue, { choice: ['b', 'x'] }, gone);

    expect(chosen.notFound).toEqual(['x']);
    expect(released()).toEqual(['a']);
  });

  it('works on no more than the limit', async () => {
    const { queue, released } = setUp(['a', 'b', 'c']);

    expect(ids(await forChosen(queue, { choice: 'all', atMost: 2 }, gone))).toEqual(['a', 'b']);
    expect(released()).toEqual(['c']);
  });

  it('leaves alone what was sent after the given time', async () => {
    const { queue, released } = setUp(['a']);

    expect(ids(await forChosen(queue, { choice: 'all', sentBefore: new Date(0) }, gone))).toEqual([]);
    expect(ids(await forChosen(queue, { choice: 'all', sentBefore: new Date(1) }, gone))).toEqual(['a']);
    expect(released()).toEqual(['a']);
  });

  it('releases the rest, with the one it failed on, when the work fails', async () => {
    const { queue, released } = setUp(['a', 'b', 'c']);
    const work = vi
      .fn<typeof gone>(gone)
      .mockResolvedValueOnce('gone')
      .mockRejectedValueOnce(new Error('out of reach'));

    await expect(forChosen(queue, { choice: 'all' }, work)).rejects.toThrow('out of reach');
    expect(released()).toEqual(['b', 'c']);
  });
});
