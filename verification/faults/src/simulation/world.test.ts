import { expect, it } from 'vitest';
import { traceOf } from './testing/trace-of.ts';
import type { History } from './world.ts';

/** Without keys: these submissions have ids that the processor makes. */
const HISTORY: History = {
  seed: 1,
  wishes: [1, 2].map((price) => ({
    atMs: 0,
    key: undefined,
    copies: 1,
    products: [{ name: 'Tea', price, sku: 'A' }],
  })),
  faults: [{ point: 'ProductTable.UpdateItem', nth: 0, effect: 'late' }],
  outages: [{ resource: 'bucket', refusal: 'failed', fromMs: 50, forMs: 5000 }],
  garbage: [],
  mapping: { batchSize: 1, batchingWindowMs: 1, concurrency: 2 },
  maxReceiveCount: 5,
  conditionFailuresTellItem: false,
};

it('goes by its seed alone, whatever was lived through before', async () => {
  const before = await traceOf(HISTORY);
  const other = await traceOf({ ...HISTORY, seed: 2 });

  expect(await traceOf(HISTORY)).toEqual(before);
  expect(other).not.toEqual(before);
});
