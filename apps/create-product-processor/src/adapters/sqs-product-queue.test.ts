import { describe, expect, it } from 'vitest';
import { MAX_BATCH_BYTES, packEntries } from './sqs-product-queue.ts';

const entries = (...bodies: string[]) =>
  bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
const idsOf = (batches: { Id?: string | undefined }[][]) =>
  batches.map((batch) => batch.map(({ Id }) => Number(Id)));

describe('packEntries', () => {
  it('makes no batch of nothing', () => {
    expect(packEntries([])).toEqual([]);
  });

  it('puts ten entries in a batch, and the eleventh in the next', () => {
    expect(idsOf(packEntries(entries(...Array.from({ length: 10 }, () => '{}'))))).toHaveLength(1);
    expect(idsOf(packEntries(entries(...Array.from({ length: 11 }, () => '{}'))))).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      [10],
    ]);
  });

  it('fills a batch to the last byte, and no further', () => {
    // Two bytes each.
    const half = 'é'.repeat(MAX_BATCH_BYTES / 4);

    expect(idsOf(packEntries(entries(half, half)))).toEqual([[0, 1]]);
    expect(idsOf(packEntries(entries(half, `${half}x`, 'y')))).toEqual([[0], [1, 2]]);
  });
});
