import { toItem } from '@async-catalog/product-operations';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryPorts } from '../../testing/memory-ports.ts';
import { chunkOf, message, newImport, submission } from '../../testing/messages.ts';
import { signal } from '../../testing/signal.ts';
import type { ImportStore, SubmissionStore } from '../ports.ts';
import { createCancellations, type Round, SAVES_PER_READ } from './cancellations.ts';

const OUT = new Error('out');

function setUp() {
  const findCancelled = vi.fn<SubmissionStore['findCancelled']>(() => Promise.resolve(new Set()));
  const isCancelled = vi.fn<ImportStore['isCancelled']>(() => Promise.resolve(false));
  const { ports } = createMemoryPorts();
  const cancellations = createCancellations(
    { submissions: { ...ports.submissions, findCancelled }, imports: { ...ports.imports, isCancelled } },
    signal,
  );
  return {
    findCancelled,
    isCancelled,
    /** Splits items, and returns the sizes of the rounds. */
    sizesOf: async (items: Parameters<typeof cancellations.rounds>[0]): Promise<number[]> => {
      const rounds = await Array.fromAsync(cancellations.rounds(items));
      return rounds.map((round) => round.items.length);
    },
    firstRound: async (items: Parameters<typeof cancellations.rounds>[0]): Promise<Round> => {
      const { value } = await cancellations.rounds(items).next();
      return value as Round;
    },
  };
}

const itemsOf = (count: number) => submission(Array.from({ length: count }, () => ({}))).map(toItem);
const idsOf = (items: ReturnType<typeof itemsOf>) => [...new Set(items.map((item) => item.submissionId))];

describe('createCancellations', () => {
  it('reads all submissions of a round at once, each once, and each import once', async () => {
    const { sizesOf, findCancelled, isCancelled } = setUp();
    const [one, other, chunk] = [itemsOf(3), itemsOf(2), chunkOf([{}, {}])];

    expect(await sizesOf([...one, ...other, ...chunk.sent.map(toItem)])).toEqual([7]);
    expect(findCancelled.mock.calls.map(([ids]) => ids)).toEqual([idsOf([...one, ...other])]);
    expect(isCancelled.mock.calls.map(([id]) => id)).toEqual([chunk.importId]);
  });

  it('reads them again after a hundred saves, however these come', async () => {
    const { sizesOf, findCancelled } = setUp();
    const items = itemsOf(SAVES_PER_READ + 50);

    const sizes = [
      await sizesOf(items.slice(0, 30)),
      await sizesOf(items.slice(30, 31)),
      await sizesOf(items.slice(31)),
    ];

    expect(SAVES_PER_READ).toBe(100);
    expect(sizes).toEqual([[30], [1], [69, 50]]);
    expect(findCancelled).toHaveBeenCalledTimes(2);
  });

  it('reads within a hundred saves only what is not read yet', async () => {
    const { sizesOf, findCancelled } = setUp();
    const [one, other] = [itemsOf(2), itemsOf(1)];

    await sizesOf(one);
    await sizesOf([...one, ...other]);

    expect(findCancelled.mock.calls.map(([ids]) => ids)).toEqual([idsOf(one), idsOf(other)]);
  });

  it('reads nothing of a submission that is a chunk, and nothing where there are no items', async () => {
    const { sizesOf, findCancelled, isCancelled } = setUp();

    expect(await sizesOf([])).toEqual([]);
    await sizesOf(chunkOf([{}]).sent.map(toItem));

    expect(findCancelled).not.toHaveBeenCalled();
    expect(isCancelled).toHaveBeenCalledTimes(1);
  });

  it('tells the items of what is cancelled from others', async () => {
    const { firstRound, findCancelled, isCancelled } = setUp();
    const cancelledImport = newImport();
    const items = [
      message(),
      message(),
      ...chunkOf([{}], { importId: cancelledImport }).sent,
      ...chunkOf([{}]).sent,
    ].map(toItem);
    findCancelled.mockResolvedValue(new Set([items[0]!.submissionId]));
    isCancelled.mockImplementation((id) => Promise.resolve(id === cancelledImport));

    const round = await firstRound(items);

    expect(items.map((item) => round.isCancelled(item))).toEqual([true, false, true, false]);
  });

  it('tells nothing of what it could not read, and does not fail the others', async () => {
    const { firstRound, findCancelled } = setUp();
    findCancelled.mockRejectedValue(OUT);
    const [single, ofChunk] = [toItem(message()), toItem(chunkOf([{}]).sent[0]!)];

    const round = await firstRound([single, ofChunk]);

    expect(() => round.isCancelled(single)).toThrow(OUT);
    expect(round.isCancelled(ofChunk)).toBe(false);
  });
});
