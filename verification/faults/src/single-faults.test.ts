import { describe, expect, it } from 'vitest';
import { IMPORT_POINTS, POINTS } from './histories.ts';
import { runHistory } from './run-history.ts';
import { effectsAt, type Fault } from './simulation/fault-plan.ts';
import { type History, POISON } from './simulation/history.ts';
import type { ImportPlan, ImportRow } from './simulation/import-file.ts';

/**
 * Two submissions of one SKU, the first sent as two copies, and a patch and a delete of it; a rejected item, and one
 * that can't be saved.
 */
const NORMAL: History = {
  seed: 3,
  requests: [
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
    { atMs: 60, key: undefined, copies: 1, products: [{ op: 'patch', sku: 'A', attributes: { x: 1 } }] },
    { atMs: 80, key: undefined, copies: 1, products: [{ op: 'delete', sku: 'A' }] },
  ],
  imports: [],
  chunkItems: 2,
  faults: [],
  outages: [],
  strayMessages: [],
  lanes: {
    product: { batchSize: 2, batchingWindowMs: 5, concurrency: 2 },
    bulk: { batchSize: 2, batchingWindowMs: 5, concurrency: 2 },
  },
  maxReceiveCount: 3,
  clockSkewMs: 0,
  mixesVersions: false,
  firstRedrive: { part: false, cancels: false, traffic: [] },
  conditionFailuresReturnItem: false,
};

/**
 * The same history, but with a table that is throttled at first, so that messages return to the queue, and a
 * batch that is delivered twice.
 */
const THROTTLED: History = {
  ...NORMAL,
  outages: [{ resource: 'ProductTable', rejection: 'throttled', fromMs: 0, forMs: 4000 }],
  faults: [{ point: 'product-queue.ReceiveMessage', nth: 2, effect: 'duplicated' }],
};

/**
 * A large submission that can't be settled during its only delivery, nor during the first one after a redrive,
 * so that its messages go to the dead-letter queue, and back.
 */
const UNSETTLED: History = {
  ...NORMAL,
  requests: [
    {
      atMs: 0,
      key: 'key',
      copies: 1,
      products: Array.from({ length: 11 }, (_, price) => ({ name: 'Tea', price })),
    },
  ],
  lanes: { ...NORMAL.lanes, bulk: { batchSize: 100, batchingWindowMs: 5, concurrency: 1 } },
  faults: [{ point: 'SubmissionTable.UpdateItem', nth: 1, times: 6, effect: 'throttled' }],
  maxReceiveCount: 1,
};

/** The same history, whose submissions are cancelled: while they are sent, or when they are saved. */
const CANCELLED: History = {
  ...THROTTLED,
  requests: NORMAL.requests.map((request, number) => ({
    ...request,
    cancelsAfterMs: number === 0 ? [60, 300] : [40 * number],
  })),
};

/** Imports in parts, in the request, and one that is cancelled, with rows that are rejected; nobody looks at them. */
const IMPORTING: History = {
  ...NORMAL,
  requests: [],
  imports: [
    importOf({ rows: [rowOf('A'), rowOf('R1', 'free'), rowOf('R2', 'free')], copies: 2 }),
    importOf({ rows: [rowOf('A')], isDirect: true }),
    importOf({ rows: [rowOf('B')], cancelAfterMs: 0 }),
  ],
};

function importOf(plan: Pick<ImportPlan, 'rows'> & Partial<ImportPlan>): ImportPlan {
  return { atMs: 0, isDirect: false, copies: 1, cancelAfterMs: undefined, polls: false, ...plan };
}

function rowOf(sku: string, price = '1'): ImportRow {
  return { op: '', sku, name: 'Tea', price, brand: '' };
}

/** Lists every fault at each of some points of a history, on the first visit and on the last. */
function singleFaults(visits: ReadonlyMap<string, number>, points: readonly string[]): Fault[] {
  return [...visits]
    .filter(([point]) => points.includes(point))
    .flatMap(([point, times]) =>
      effectsAt(point).flatMap((effect) =>
        [...new Set([0, times - 1])].map((nth) => ({ point, nth, effect })),
      ),
    );
}

describe.each([
  ['a normal history', NORMAL, POINTS],
  ['a history with a throttled table', THROTTLED, POINTS],
  ['a history with a failing settlement', UNSETTLED, POINTS],
  ['a history with imports', IMPORTING, [...IMPORT_POINTS, 'SubmissionTable.BatchGetItem']],
  ['a history with cancellations', CANCELLED, POINTS],
])('%s', (_, history, points) => {
  it('violates no invariant, whichever fault strikes once at whichever point', async () => {
    const baseline = await runHistory(history);
    const violations = [...baseline.violations];
    for (const fault of singleFaults(baseline.visits, points)) {
      const outcome = await runHistory({ ...history, faults: [fault, ...history.faults] });
      violations.push(...outcome.violations.map((violation) => `${JSON.stringify(fault)}: ${violation}`));
    }

    expect(violations).toEqual([]);
  });
});

describe('the points where faults can strike', () => {
  it('are those that histories visit', async () => {
    const outcomes = [await runHistory(NORMAL), await runHistory(THROTTLED), await runHistory(UNSETTLED)];

    expect([...new Set(outcomes.flatMap(({ visits }) => visits.keys().toArray()))].toSorted()).toEqual(
      POINTS.toSorted(),
    );
  });

  it('are, with imports, those that imports add', async () => {
    const putAgain: Fault = { point: 'bucket.PutObject import source', nth: 0, effect: 'response lost' };
    const outcomes = [await runHistory(IMPORTING), await runHistory({ ...IMPORTING, faults: [putAgain] })];
    const visited = new Set(outcomes.flatMap(({ visits }) => visits.keys().toArray()));

    expect([...visited].filter((point) => !POINTS.includes(point)).toSorted()).toEqual(
      IMPORT_POINTS.toSorted(),
    );
  });
});
