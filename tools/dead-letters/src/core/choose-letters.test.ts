import { describe, expect, it, vi } from 'vitest';
import { forChosen } from './choose-letters.ts';
import { type DeadLetter, readItem } from './dead-letter.ts';
import type { LetterBox } from './letter-box.ts';

function letter(id: string, sentAt = new Date(0)): DeadLetter {
  return { id, body: '{}', attributes: {}, sentAt, item: readItem('{}') };
}

function setUp(...batches: string[][]) {
  const putBack = vi.fn<LetterBox['putBack']>(() => Promise.resolve());
  let looks = 0;
  const box: LetterBox = {
    async *takeOut() {
      for (const ids of batches) {
        looks += 1;
        yield ids.map((id) => letter(id));
      }
    },
    putBack,
    resend: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    moveAll: () => Promise.resolve(undefined),
  };
  return {
    box,
    looks: () => looks,
    /** Ids of the letters that were put back. */
    stayed: () => putBack.mock.calls.flatMap(([letters]) => letters.map(({ id }) => id)),
  };
}

const ids = ({ letters }: { letters: readonly DeadLetter[] }) => letters.map(({ id }) => id);
const gone = () => Promise.resolve('gone' as const);

describe('forChosen', () => {
  it('works on the chosen ones, puts the others back, and looks no further than it has to', async () => {
    const { box, stayed, looks } = setUp(['a', 'b', 'c'], ['d']);

    const chosen = await forChosen(box, { choice: ['b'] }, gone);

    expect(ids(chosen)).toEqual(['b']);
    expect(chosen.notFound).toEqual([]);
    expect(stayed()).toEqual(['a', 'c']);
    expect(looks()).toBe(1);
  });

  it('looks at all of them for one that isn’t there, and says so', async () => {
    const { box, stayed } = setUp(['a'], ['b']);

    const chosen = await forChosen(box, { choice: ['b', 'x'] }, gone);

    expect(chosen.notFound).toEqual(['x']);
    expect(stayed()).toEqual(['a']);
  });

  it('works on so many at most', async () => {
    const { box, stayed } = setUp(['a', 'b', 'c']);

    expect(ids(await forChosen(box, { choice: 'all', atMost: 2 }, gone))).toEqual(['a', 'b']);
    expect(stayed()).toEqual(['c']);
  });

  it('leaves alone what was sent later than it may have been', async () => {
    const { box, stayed } = setUp(['a']);

    expect(ids(await forChosen(box, { choice: 'all', sentBefore: new Date(0) }, gone))).toEqual([]);
    expect(ids(await forChosen(box, { choice: 'all', sentBefore: new Date(1) }, gone))).toEqual(['a']);
    expect(stayed()).toEqual(['a']);
  });

  it('puts back what is left, the one in hand included, when the work fails', async () => {
    const { box, stayed } = setUp(['a', 'b', 'c']);
    const work = vi
      .fn<typeof gone>(gone)
      .mockResolvedValueOnce('gone')
      .mockRejectedValueOnce(new Error('out of reach'));

    await expect(forChosen(box, { choice: 'all' }, work)).rejects.toThrow('out of reach');
    expect(stayed()).toEqual(['b', 'c']);
  });
});
