import { describe, expect, it } from 'vitest';
import { POINTS } from './histories.ts';
import { liveThrough } from './live-through.ts';
import { effectsAt, type Fault } from './simulation/faults.ts';
import { type History, POISON } from './simulation/world.ts';

/** Two submissions of one SKU, the first of them sent twice at once; a rejected item, and one that can't be saved. */
const CALM: History = {
  seed: 1,
  wishes: [
    {
      atMs: 0,
      key: 'key',
      copies: 2,
      products: [
        { name: 'Tea', price: 1, sku: 'A' },
        { name: 'Tea', price: -1 },
        { name: 'Tea', price: 2, description: POISON },
      ],
    },
    { atMs: 40, key: undefined, copies: 1, products: [{ name: 'Tea', price: 3, sku: 'A' }] },
  ],
  faults: [],
  outages: [],
  garbage: [],
  mapping: { batchSize: 2, batchingWindowMs: 5, concurrency: 2 },
  maxReceiveCount: 3,
  conditionFailuresTellItem: false,
};

/** The same with a table that is out at first, so that products are handed back, and a batch that comes twice when it isn't any more. */
const ROUGH: History = {
  ...CALM,
  outages: [{ resource: 'ProductTable', refusal: 'throttled', fromMs: 0, forMs: 4000 }],
  faults: [{ point: 'product-queue.ReceiveMessage', nth: 2, effect: 'doubled' }],
};

/** One product, and a submission that can't be settled as long as its only delivery lasts: it is put back on the queue as a new message. */
const UNTOLD: History = {
  ...CALM,
  wishes: [{ atMs: 0, key: 'key', copies: 1, products: [{ name: 'Tea', price: 1 }] }],
  faults: [{ point: 'SubmissionTable.UpdateItem', nth: 1, times: 3, effect: 'throttled' }],
  maxReceiveCount: 1,
};

/** Every thing that can go wrong at each kind of place that a history comes to, the first time that it comes there and the last. */
function singleFaults(passes: ReadonlyMap<string, number>): Fault[] {
  return [...passes].flatMap(([point, times]) =>
    effectsAt(point).flatMap((effect) => [...new Set([0, times - 1])].map((nth) => ({ point, nth, effect }))),
  );
}

describe.each([
  ['a calm history', CALM],
  ['a rough history', ROUGH],
  ['a history in which nobody can be told', UNTOLD],
])('%s', (_, history) => {
  it('ends in the truth, whatever goes wrong once, wherever', { timeout: 120_000 }, async () => {
    const undisturbed = await liveThrough(history);
    const untruths = [...undisturbed.untruths];
    for (const fault of singleFaults(undisturbed.passes)) {
      const end = await liveThrough({ ...history, faults: [fault, ...history.faults] });
      untruths.push(...end.untruths.map((untruth) => `${JSON.stringify(fault)}: ${untruth}`));
    }

    expect(untruths).toEqual([]);
  });
});

describe('the points where something can go wrong', () => {
  it('are those that the histories come to', async () => {
    const ends = [await liveThrough(CALM), await liveThrough(ROUGH), await liveThrough(UNTOLD)];

    expect([...new Set(ends.flatMap(({ passes }) => passes.keys().toArray()))].toSorted()).toEqual(
      POINTS.toSorted(),
    );
  });
});
