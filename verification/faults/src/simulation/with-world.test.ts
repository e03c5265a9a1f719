import { expect, it } from 'vitest';
import type { History } from './history.ts';
import { withWorld } from './with-world.ts';

/** Without keys, the processor generates the ids of the submissions. */
const HISTORY: History = {
  seed: 1,
  requests: [1, 2].map((price) => ({
    atMs: 0,
    key: undefined,
    copies: 1,
    products: [{ name: 'Tea', price, sku: 'A' }],
  })),
  imports: [],
  chunkItems: 2,
  faults: [{ point: 'ProductTable.UpdateItem', nth: 0, effect: 'late' }],
  outages: [{ resource: 'bucket', rejection: 'failed', fromMs: 50, forMs: 5000 }],
  strayMessages: [],
  lanes: {
    product: { batchSize: 1, batchingWindowMs: 1, concurrency: 2 },
    bulk: { batchSize: 1, batchingWindowMs: 1, concurrency: 2 },
  },
  maxReceiveCount: 5,
  clockSkewMs: 0,
  mixesVersions: false,
  firstRedrive: { part: false, cancels: false, traffic: [] },
  conditionFailuresReturnItem: false,
};

/** Records everything that a history does, in order, and its final state. */
function recordTrace(history: History) {
  return withWorld(history, async (world) => ({
    results: await world.quiesce(),
    injected: world.faults.injected,
    sent: world.sent(),
    objects: world.objects,
    deadLetters: world.deadLetters().map(({ body, attributes }) => ({ body, attributes })),
    tableCalls: world.tableCalls.map(({ request: { body, sentAt }, response }) => ({
      body,
      sentAt,
      response,
    })),
  }));
}

it('depends on the seed alone, not on the histories before it', async () => {
  const before = await recordTrace(HISTORY);
  const other = await recordTrace({ ...HISTORY, seed: 2 });

  expect(await recordTrace(HISTORY)).toEqual(before);
  expect(other).not.toEqual(before);
});
