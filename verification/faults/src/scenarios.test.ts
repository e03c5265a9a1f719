import { Report, reportKey, statusOfSubmission } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import {
  BATCH_SIZE,
  BATCHING_WINDOW,
  MAX_RECEIVE_COUNT,
  MAXIMUM_CONCURRENCY,
} from '@async-catalog/infra/worker-settings';
import { type Facts, factsOf } from './facts.ts';
import { untruthsIn } from './invariants/index.ts';
import type { Wish } from './simulation/consumer.ts';
import { type History, inWorld, POISON } from './simulation/world.ts';

const MINUTES = 60_000;

/** The queue and its mapping as they are deployed. */
function historyOf(wishes: readonly Partial<Wish>[], faults: Partial<History> = {}): History {
  return {
    seed: 1,
    wishes: wishes.map((wish) => ({ atMs: 0, products: [], key: undefined, copies: 1, ...wish })),
    faults: [],
    outages: [],
    garbage: [],
    mapping: {
      batchSize: BATCH_SIZE,
      batchingWindowMs: BATCHING_WINDOW.toMilliseconds(),
      concurrency: MAXIMUM_CONCURRENCY,
    },
    maxReceiveCount: MAX_RECEIVE_COUNT,
    conditionFailuresTellItem: true,
    ...faults,
  };
}

function reportOf({ objects }: Facts, submissionId: string | undefined): Report {
  return Report.parse(JSON.parse(objects.get(reportKey(submissionId ?? '', 'json')) ?? ''));
}

const teas = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: 'Tea', price: n, sku: `T-${n}` }));

describe('two updates of one SKU, delivered in the wrong order', () => {
  it('leaves the later one, tells the earlier superseded, and says so in both reports', async () => {
    const history = historyOf(
      [
        { products: [{ name: 'Tea', price: 1, sku: 'T' }] },
        { atMs: 5000, products: [{ name: 'Tea', price: 2, sku: 'T' }] },
      ],
      { faults: [{ point: 'product-queue.ReceiveMessage', nth: 0, effect: 'dropped' }] },
    );

    const facts = await inWorld(history, async (world) => factsOf(world, await world.settle()));

    expect(await untruthsIn(facts)).toEqual([]);
    const [earlier, later] = facts.grants.map(({ accepted }) => reportOf(facts, accepted[0]?.submissionId));
    expect(facts.products).toMatchObject([{ price: 2, version: 1 }]);
    expect(later).toMatchObject({
      summary: { status: 'completed' },
      items: [{ outcome: 'saved', version: 1 }],
    });
    expect(earlier).toMatchObject({
      summary: { status: 'completed', counts: { saved: 0, superseded: 1 } },
      items: [{ outcome: 'superseded' }],
      issues: [{ code: 'SUPERSEDED', severity: 'warning' }],
    });
  });
});

describe('a poison message among 99 good ones', () => {
  const history = historyOf([{ products: [...teas(99), { name: 'Tea', price: 1, description: POISON }] }]);

  it('is received once, told with its reason and dead-lettered, and keeps nobody from being saved', async () => {
    const { facts, receives } = await inWorld(history, async (world) => {
      const grants = await world.settle();
      return {
        facts: factsOf(world, grants),
        receives: world.faults.passes.get('product-queue.ReceiveMessage'),
      };
    });

    expect(await untruthsIn(facts)).toEqual([]);
    expect(receives).toBe(1);
    const report = reportOf(facts, facts.grants[0]?.accepted[0]?.submissionId);
    expect(report.summary).toMatchObject({
      status: 'completed_with_errors',
      counts: { total: 100, saved: 99, failed: 1 },
    });
    expect(report.issues).toMatchObject([{ index: 99, code: 'PRODUCT_TOO_LARGE' }]);
    expect(facts.letters).toMatchObject([
      { index: 99, message: { attributes: { code: { StringValue: 'PRODUCT_TOO_LARGE' }, reason: {} } } },
    ]);
  });

  it('is saved by a redrive after what ailed it is mended, and the report says so', async () => {
    const facts = await inWorld(history, async (world) => {
      const grants = await world.settle();
      await world.redrive();
      return factsOf(world, grants);
    });

    expect(await untruthsIn(facts)).toEqual([]);
    expect(facts.letters).toEqual([]);
    expect(reportOf(facts, facts.grants[0]?.accepted[0]?.submissionId)).toMatchObject({
      summary: { status: 'completed', counts: { total: 100, saved: 100, failed: 0 } },
      issues: [],
    });
  });
});

describe('a service that is out for two minutes', () => {
  const requests = Array.from({ length: 5 }, (_, n) => ({
    atMs: n * 1000,
    products: teas(40),
    key: `key-${n}`,
  }));

  it.each([
    ['ProductTable', 'throttled'],
    ['ProductTable', 'failed'],
    ['SubmissionTable', 'throttled'],
    ['SubmissionTable', 'failed'],
    ['bucket', 'throttled'],
    ['bucket', 'failed'],
    ['product-queue', 'throttled'],
    ['product-queue', 'failed'],
  ] as const)(
    '%s (%s) sends no message to the dead-letter queue, and everything is saved afterwards',
    async (resource, refusal) => {
      const history = historyOf(requests, {
        outages: [{ resource, refusal, fromMs: 500, forMs: 2 * MINUTES }],
      });

      const facts = await inWorld(history, async (world) => factsOf(world, await world.settle()));

      expect(await untruthsIn(facts)).toEqual([]);
      expect(facts.letters).toEqual([]);
      expect(facts.taken.map(({ record }) => statusOfSubmission(record, new Date()))).toEqual(
        requests.map(() => 'completed'),
      );
    },
  );
});

describe('a message whose every delivery is cut off', () => {
  const history = historyOf([{ products: teas(2) }], {
    faults: [{ point: 'product-queue.ReceiveMessage', nth: 0, times: MAX_RECEIVE_COUNT, effect: 'dropped' }],
  });

  it('is told to be overdue, not failed, and saved by a redrive', async () => {
    const [cutOff, redriven] = await inWorld(history, async (world) => {
      const grants = await world.settle();
      const before = factsOf(world, grants);
      const status = before.taken.map(({ record }) => statusOfSubmission(record, new Date()));
      await world.redrive();
      return [{ ...before, status }, factsOf(world, grants)] as const;
    });

    expect(cutOff.letters).toHaveLength(2);
    expect(cutOff.status).toEqual(['overdue']);
    expect(await untruthsIn(redriven)).toEqual([]);
    expect(redriven.letters).toEqual([]);
    expect(redriven.products).toHaveLength(2);
  });
});
