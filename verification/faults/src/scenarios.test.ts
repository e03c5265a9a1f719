import { SAVES_PER_READ } from '@async-catalog/product-saver-worker/cancellations';
import { countsOf, importReportKey, type Report, statusOfSubmission } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { BULK_LANE, type Lane, MAX_RECEIVE_COUNT, PRODUCT_LANE } from '@async-catalog/infra/worker-settings';
import { type Facts, readFacts } from './read-facts.ts';
import { findViolations } from './invariants/index.ts';
import { readReportOf } from './invariants/read-report-of.ts';
import { type History, type LaneSettings, NEWER_VERSION, POISON } from './simulation/history.ts';
import type { ClientRequest } from './simulation/send-request.ts';
import { withWorld } from './simulation/with-world.ts';

const MINUTES = 60_000;

/** Time at which the worker has begun to save what was sent at once. */
const CANCEL_AFTER_MS = 1100;

function toSettings({ batchSize, batchingWindow, maximumConcurrency }: Lane): LaneSettings {
  return {
    batchSize,
    batchingWindowMs: batchingWindow.toMilliseconds(),
    concurrency: maximumConcurrency,
  };
}

/** A history with the queue and its mapping as they are deployed. */
function buildHistory(requests: readonly Partial<ClientRequest>[], faults: Partial<History> = {}): History {
  return {
    seed: 1,
    requests: requests.map((request) => ({ atMs: 0, products: [], key: undefined, copies: 1, ...request })),
    imports: [],
    chunkItems: 2,
    faults: [],
    outages: [],
    strayMessages: [],
    lanes: { product: toSettings(PRODUCT_LANE), bulk: toSettings(BULK_LANE) },
    maxReceiveCount: MAX_RECEIVE_COUNT,
    clockSkewMs: 0,
    mixesVersions: false,
    firstRedrive: { part: false, cancels: false, traffic: [] },
    conditionFailuresReturnItem: true,
    ...faults,
  };
}

function readReport({ submissions, objects }: Facts, submissionId: string | undefined): Promise<Report> {
  const submission = submissions.find(({ record }) => record.id === submissionId);
  return readReportOf(submission!.record, objects);
}

const teas = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: 'Tea', price: n + 1, sku: `T-${n}` }));

describe('two updates of one SKU, delivered in the wrong order', () => {
  it('keeps the later one, and reports the earlier one superseded', async () => {
    const history = buildHistory(
      [
        { products: [{ name: 'Tea', price: 1, sku: 'T' }] },
        { atMs: 5000, products: [{ name: 'Tea', price: 2, sku: 'T' }] },
      ],
      { faults: [{ point: 'product-queue.ReceiveMessage', nth: 0, effect: 'dropped' }] },
    );

    const facts = await withWorld(history, async (world) => readFacts(world, await world.quiesce()));

    expect(await findViolations(facts)).toEqual([]);
    const [earlier, later] = await Promise.all(
      facts.results.map(({ accepted }) => readReport(facts, accepted[0]?.submissionId)),
    );
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

describe('a submission of 1,000 products that is cancelled while it is saved', () => {
  const history = buildHistory([{ products: teas(1000), cancelsAfterMs: [CANCEL_AFTER_MS] }]);

  it('has each item saved or cancelled, few of them saved after the mark, and reports each', async () => {
    const facts = await withWorld(history, async (world) => readFacts(world, await world.quiesce()));

    expect(await findViolations(facts)).toEqual([]);
    const [{ record } = { record: undefined }] = facts.submissions;
    const { saved, cancelled, total } = countsOf(record!);
    const cancelledAt = facts.cancelledAt.get(record!.id) ?? Infinity;
    const after = facts.saves.filter(({ sentAt }) => sentAt > cancelledAt);
    expect(saved + cancelled).toBe(total);
    expect(Math.min(saved, cancelled, after.length)).toBeGreaterThan(0);
    expect(after.length).toBeLessThanOrEqual(BULK_LANE.maximumConcurrency * SAVES_PER_READ);
    const report = await readReport(facts, record!.id);
    expect(report.summary).toMatchObject({ status: 'cancelled', counts: { saved, cancelled } });
    expect(report.issues.filter(({ code }) => code === 'CANCELLED')).toHaveLength(cancelled);
  });
});

describe('a poison message among 99 good ones', () => {
  const history = buildHistory([{ products: [...teas(99), { name: 'Tea', price: 1, description: POISON }] }]);

  it('is received once, reported with its reason and dead-lettered, and the others are saved', async () => {
    const { facts, saves } = await withWorld(history, async (world) => {
      const results = await world.quiesce();
      return {
        facts: readFacts(world, results),
        saves: world.faults.visits.get('ProductTable.UpdateItem'),
      };
    });

    expect(await findViolations(facts)).toEqual([]);
    expect(saves).toBe(100);
    const report = await readReport(facts, facts.results[0]?.accepted[0]?.submissionId);
    expect(report.summary).toMatchObject({
      status: 'completed_with_errors',
      counts: { total: 100, saved: 99, failed: 1 },
    });
    expect(report.issues).toMatchObject([{ index: 99, code: 'PRODUCT_TOO_LARGE' }]);
    expect(facts.deadLetters).toMatchObject([
      { index: 99, message: { attributes: { code: { StringValue: 'PRODUCT_TOO_LARGE' }, reason: {} } } },
    ]);
  });

  it('is saved by a redrive once the cause is fixed, and the report says so', async () => {
    const facts = await withWorld(history, async (world) => {
      const results = await world.quiesce();
      await world.redrive();
      return readFacts(world, results);
    });

    expect(await findViolations(facts)).toEqual([]);
    expect(facts.deadLetters).toEqual([]);
    expect(await readReport(facts, facts.results[0]?.accepted[0]?.submissionId)).toMatchObject({
      summary: { status: 'completed', counts: { total: 100, saved: 100, failed: 0 } },
      issues: [],
    });
  });
});

describe('a message of a newer version among good ones', () => {
  const history = buildHistory([
    { products: [...teas(3), { name: 'Tea', price: 1, sku: 'T-9', description: NEWER_VERSION }] },
  ]);

  it('is reported failed and dead-lettered, again after a redrive, and the others are saved', async () => {
    const [before, after] = await withWorld(history, async (world) => {
      const results = await world.quiesce();
      const atFirst = readFacts(world, results);
      await world.redrive();
      return [atFirst, readFacts(world, results)] as const;
    });

    for (const facts of [before, after]) {
      expect(await findViolations(facts)).toEqual([]);
      expect(facts.deadLetters).toMatchObject([
        { index: 3, message: { attributes: { code: { StringValue: 'MESSAGE_VERSION_UNKNOWN' } } } },
      ]);
      expect(await readReport(facts, facts.results[0]?.accepted[0]?.submissionId)).toMatchObject({
        summary: { counts: { total: 4, saved: 3, failed: 1 } },
        issues: [{ index: 3, code: 'MESSAGE_VERSION_UNKNOWN' }],
      });
    }
  });
});

describe('an outage of two minutes', () => {
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
    ['product-bulk-queue', 'throttled'],
    ['product-bulk-queue', 'failed'],
  ] as const)(
    'of %s (%s) sends no message to the dead-letter queue, and everything is saved afterwards',
    async (resource, rejection) => {
      const history = buildHistory(requests, {
        outages: [{ resource, rejection, fromMs: 500, forMs: 2 * MINUTES }],
      });

      const facts = await withWorld(history, async (world) => readFacts(world, await world.quiesce()));

      expect(await findViolations(facts)).toEqual([]);
      expect(facts.deadLetters).toEqual([]);
      expect(facts.submissions.map(({ record }) => statusOfSubmission(record, new Date()))).toEqual(
        requests.map(() => 'completed'),
      );
    },
  );
});

describe('an outage of six hours', () => {
  const requests = [
    { products: teas(3), key: 'key' },
    { atMs: 1000, products: teas(1), key: 'another key' },
  ];

  it.each([
    ['ProductTable', 'throttled'],
    ['SubmissionTable', 'failed'],
    ['bucket', 'throttled'],
    ['product-queue', 'failed'],
    ['worker', 'throttled'],
    ['everything', 'throttled'],
    ['everything', 'failed'],
  ] as const)(
    'of %s (%s) fails nothing, and everything is saved within 20 minutes of its end',
    async (resource, rejection) => {
      const history = buildHistory(requests, {
        outages: [{ resource, rejection, fromMs: 20, forMs: 360 * MINUTES }],
      });

      const facts = await withWorld(history, async (world) => readFacts(world, await world.quiesce()));

      expect(await findViolations(facts)).toEqual([]);
      expect(facts.deadLetters).toEqual([]);
      expect(facts.submissions.map(({ record }) => statusOfSubmission(record, new Date()))).toEqual([
        'completed',
        'completed',
      ]);
    },
  );
});

describe('a permission that is missing for longer than an item is retried', () => {
  it('fails the items, and a redrive saves them once it is granted', async () => {
    const history = buildHistory([{ products: teas(2) }], {
      outages: [{ resource: 'ProductTable', rejection: 'denied', fromMs: 0, forMs: 540 * MINUTES }],
    });

    const [before, after] = await withWorld(history, async (world) => {
      const results = await world.quiesce();
      const atFirst = readFacts(world, results);
      await world.redrive();
      return [atFirst, readFacts(world, results)] as const;
    });

    expect(await findViolations(before)).toEqual([]);
    expect(before.deadLetters).toMatchObject(
      [0, 1].map(() => ({ message: { attributes: { code: { StringValue: 'RETRIES_EXHAUSTED' } } } })),
    );
    expect(await findViolations(after)).toEqual([]);
    expect(after.products).toHaveLength(2);
  });
});

describe('a message whose every delivery is cut off', () => {
  const history = buildHistory([{ products: teas(2) }], {
    faults: [{ point: 'product-queue.ReceiveMessage', nth: 0, times: MAX_RECEIVE_COUNT, effect: 'dropped' }],
  });

  it('is reported overdue, not failed, and is saved by a redrive', async () => {
    const [cutOff, redriven] = await withWorld(history, async (world) => {
      const results = await world.quiesce();
      const before = readFacts(world, results);
      const status = before.submissions.map(({ record }) => statusOfSubmission(record, new Date()));
      await world.redrive();
      return [{ ...before, status }, readFacts(world, results)] as const;
    });

    expect(cutOff.deadLetters).toHaveLength(2);
    expect(cutOff.status).toEqual(['overdue']);
    expect(await findViolations(redriven)).toEqual([]);
    expect(redriven.deadLetters).toEqual([]);
    expect(redriven.products).toHaveLength(2);
  });
});

const row = { op: '', sku: 'A', name: 'Tea', price: '1', brand: '' };
const plan = {
  atMs: 0,
  rows: [row, { ...row, sku: 'B' }, { ...row, sku: 'C' }],
  isDirect: false,
  copies: 1,
  cancelAfterMs: undefined,
  polls: false,
};

describe('an import that nobody looks at', () => {
  it.each([
    ['can’t be recorded', []],
    // The worker can't ask the splitter to record it, either; it finds the chunk when it looks again.
    [
      'can’t be recorded, which the splitter isn’t asked to do,',
      [{ point: 'import-queue.SendMessage', nth: 1, times: 3, effect: 'throttled' as const }],
    ],
  ])('ends though a chunk %s on the last delivery of its messages', async (_, more) => {
    const history = buildHistory([], {
      imports: [plan],
      maxReceiveCount: 1,
      faults: [{ point: 'bucket.PutObject report.json', nth: 0, times: 3, effect: 'throttled' }, ...more],
    });

    const violations = await withWorld(history, async (world) =>
      findViolations(readFacts(world, await world.quiesce())),
    );
    expect(violations).toEqual([]);
  });
});

describe('an import that is given up while chunks are being sent', () => {
  const rows = [row, { ...row, sku: 'B' }];
  const failed = { outcome: 'failed', code: 'NOT_QUEUED' };

  it.each<[string, Partial<History>, object[]]>([
    [
      'of which the reasons of refusals could not be kept, either',
      {
        imports: [{ ...plan, isDirect: true, rows: [{ ...row, name: '', price: '-1' }, rows[1]!] }],
        faults: [{ point: 'SubmissionTable.PutItem', nth: 0, times: 3, effect: 'crashes after' }],
        outages: [{ resource: 'bucket', rejection: 'denied', fromMs: 265, forMs: 540 * MINUTES }],
      },
      [
        { line: 2, sku: 'A', outcome: 'rejected', code: 'REASON_UNKNOWN' },
        { line: 3, sku: 'B', ...failed },
      ],
    ],
    [
      'one of which is queued in part, and saved only after that',
      {
        imports: [{ ...plan, isDirect: true, rows }],
        faults: [{ point: 'product-bulk-queue.SendMessageBatch', nth: 0, effect: 'half fails' }],
        outages: [{ resource: 'product-bulk-queue', rejection: 'denied', fromMs: 210, forMs: 540 * MINUTES }],
      },
      [
        { line: 2, sku: 'A', outcome: 'saved' },
        { line: 3, sku: 'B', ...failed },
      ],
    ],
    [
      'one of which was never taken, but the one after it was',
      {
        imports: [{ ...plan, isDirect: true, rows }],
        chunkItems: 1,
        // The first chunk is stored first, the second after it.
        faults: [
          { point: 'SubmissionTable.PutItem', nth: 0, times: 1, effect: 'crashes before' },
          { point: 'SubmissionTable.PutItem', nth: 2, times: 50, effect: 'crashes before' },
        ],
        outages: [{ resource: 'bucket', rejection: 'denied', fromMs: 300, forMs: 540 * MINUTES }],
      },
      [
        { line: 2, sku: 'A', ...failed },
        { line: 3, sku: 'B', outcome: 'saved' },
      ],
    ],
  ])('has each row of them in its report, %s', async (_, more, expected) => {
    const facts = await withWorld(buildHistory([], more), async (world) =>
      readFacts(world, await world.quiesce()),
    );

    expect(await findViolations(facts)).toEqual([]);
    const { id, failure } = facts.imports[0]!.record;
    expect(failure?.code).toBe('RETRIES_EXHAUSTED');
    const lines = facts.objects.get(importReportKey(id, 'ndjson'))?.body.trimEnd().split('\n') ?? [];
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject(expected);
  });
});
