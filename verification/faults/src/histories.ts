import * as fc from 'fast-check';
import { MAX_RECEIVE_COUNT } from '@async-catalog/infra/worker-settings';
import { effectsAt, type Fault, type Outage } from './simulation/fault-plan.ts';
import type { ImportPlan, ImportRow } from './simulation/import-file.ts';
import { NEWER_VERSION, POISON, type History } from './simulation/history.ts';
import type { ClientRequest } from './simulation/send-request.ts';

/**
 * Each kind of call that the two functions make, where a fault can strike; the event source mapping makes the
 * last two for them.
 */
export const POINTS: readonly string[] = [
  'ProductTable.GetItem',
  'ProductTable.PutItem',
  'ProductTable.UpdateItem',
  'LimitTable.UpdateItem',
  'ListTable.PutItem',
  'SubmissionTable.BatchGetItem',
  'SubmissionTable.GetItem',
  'SubmissionTable.PutItem',
  'SubmissionTable.UpdateItem',
  'bucket.GetObject part',
  'bucket.GetObject rejected.json',
  'bucket.ListObjectsV2',
  'bucket.PutObject part',
  'bucket.PutObject product report',
  'bucket.PutObject rejected.json',
  'bucket.PutObject report.json',
  'product-bulk-queue.ChangeMessageVisibilityBatch',
  'product-bulk-queue.DeleteMessageBatch',
  'product-bulk-queue.ReceiveMessage',
  'product-bulk-queue.SendMessageBatch',
  'product-dead-letter-queue.SendMessage',
  'product-queue.ChangeMessageVisibilityBatch',
  'product-queue.SendMessageBatch',
  'product-queue.DeleteMessageBatch',
  'product-queue.ReceiveMessage',
  'worker.Invoke',
];

/** Those that only imports add: of the API, of the splitter, and of the worker for chunks. */
export const IMPORT_POINTS: readonly string[] = [
  'ImportTable.GetItem',
  'ImportTable.PutItem',
  'ImportTable.UpdateItem',
  'LimitTable.GetItem',
  'bucket.AbortMultipartUpload',
  'bucket.CompleteMultipartUpload',
  'bucket.CreateMultipartUpload',
  'bucket.GetObject import source',
  'bucket.GetObject report.json',
  'bucket.HeadObject import failed.csv',
  'bucket.HeadObject import issues.json',
  'bucket.HeadObject import report.csv',
  'bucket.HeadObject import report.ndjson',
  'bucket.HeadObject import source',
  'bucket.PutObject import failed.csv',
  'bucket.PutObject import issues.json',
  'bucket.PutObject import report.csv',
  'bucket.PutObject import report.ndjson',
  'bucket.PutObject import source',
  'bucket.UploadPart',
  'import-queue.ChangeMessageVisibility',
  'import-queue.DeleteMessageBatch',
  'import-queue.ReceiveMessage',
  'import-queue.SendMessage',
  'processor.Invoke',
  'splitter.Invoke',
];

const IMPORT_RESOURCES = ['ImportTable', 'import-queue', 'processor', 'splitter'] as const;

const RESOURCES = [
  'ProductTable',
  'SubmissionTable',
  'ListTable',
  'LimitTable',
  'bucket',
  'product-queue',
  'product-bulk-queue',
  'product-dead-letter-queue',
] as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const rarely = <T>(usual: T, rare: T) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(rare) });

/**
 * Puts with few SKUs, so that items compete, and with optional fields, so that a save must replace all of
 * them.
 */
const put = fc
  .record({
    sku: fc.constantFrom('A', 'B', undefined),
    price: fc.nat(99),
    brand: fc.constantFrom('Acme', undefined),
    currency: fc.constantFrom('EUR', undefined),
    attributes: fc.constantFrom({ x: 1, y: 1 }, { x: 2 }, undefined),
    description: fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(POISON, NEWER_VERSION) },
    ),
    valid: rarely(true, false),
  })
  .map(({ valid, price, ...fields }) => Object.assign({ name: 'Tea', price: valid ? price : -1 }, fields));

const sku = fc.constantFrom('A', 'B');

const patch = fc
  .record(
    {
      price: fc.nat(99),
      currency: fc.constantFrom('CHF', 'SEK'),
      brand: fc.constantFrom('Other', null),
      description: fc.constantFrom('strong', null, POISON, NEWER_VERSION),
      attributes: fc.constantFrom({ x: 3 }, { x: null, z: 3 }, {}, null),
    },
    { requiredKeys: [] },
  )
  .chain((changes) => sku.map((named) => ({ name: 'Patched tea', ...changes, op: 'patch', sku: named })))
  .map(({ name, ...changes }) => (Object.keys(changes).length > 2 ? changes : { name, ...changes }));

const merge = fc
  .tuple(patch, fc.record({ name: fc.constant('Merged tea'), price: fc.nat(99) }), rarely(true, false))
  .map(([changes, needed, isWhole]) => ({ ...changes, ...(isWhole && needed), op: 'merge' }));

const remove = sku.map((named) => ({ op: 'delete', sku: named }));

const operation = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: put },
      { weight: 2, arbitrary: patch },
      { weight: 3, arbitrary: merge },
      { weight: 1, arbitrary: remove },
    ),
    rarely(undefined, 1).chain((rare) =>
      rare === undefined ? fc.constant(rare) : fc.integer({ min: 1, max: 3 }),
    ),
  )
  .map(([item, ifVersion]): object => ({ ...item, ...(ifVersion !== undefined && { ifVersion }) }));

const firstItem = fc.oneof(
  { weight: 4, arbitrary: fc.nat(99).map((price): object => ({ name: 'Tea', price, sku: 'A' })) },
  { weight: 2, arbitrary: fc.nat(99).map((price): object => ({ op: 'patch', sku: 'A', price })) },
  {
    weight: 2,
    arbitrary: fc.nat(99).map((price): object => ({ op: 'merge', name: 'Merged tea', sku: 'A', price })),
  },
  { weight: 1, arbitrary: fc.constant<object>({ op: 'delete', sku: 'A' }) },
);

const products = fc
  .tuple(firstItem, fc.array(operation, { maxLength: 3 }))
  // With no valid item, the whole request would be refused.
  .map(([first, others]): unknown[] => [first, ...others]);

/** The most characters that a category takes, of kinds that are expensive to measure and to wrap. */
const NASTY = ['茶', '\u0915\u0301', '👩‍👩‍👧'].map((text) => text.repeat(Math.floor(255 / text.length)));

/** Numbers of further products. Large submissions are rare, because they take seconds. */
const more = fc.oneof(
  { weight: 600, arbitrary: fc.constant(0) },
  { weight: 20, arbitrary: fc.integer({ min: 8, max: 30 }) },
  { weight: 5, arbitrary: fc.constant(97) },
  { weight: 1, arbitrary: fc.constant(996) },
);

const moreProducts = (count: number): unknown[] =>
  Array.from({ length: count }, (_, n) => ({ name: 'Tea', price: n, category: NASTY[n % NASTY.length] }));

const isConsumer = fc.oneof(
  { weight: 9, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

/** While its items are sent or saved, at a redelivery, or when most are complete. */
const cancelsAfterMs = fc.oneof(
  { weight: 4, arbitrary: fc.constant<number[]>([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.nat(400) },
        fc.constantFrom(3 * SECOND, 6 * MINUTE, 20 * MINUTE, 2 * HOUR),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
);

const requestsUpTo = (maxLength: number): fc.Arbitrary<ClientRequest[]> =>
  fc
    .array(
      fc.record({
        atMs: fc.nat(150),
        products,
        more,
        keyed: fc.boolean(),
        copies: rarely(1, 2),
        isConsumer,
        cancelsAfterMs,
      }),
      {
        minLength: 1,
        maxLength,
      },
    )
    .map((list) =>
      list.map(
        ({ atMs, products: wanted, more: count, keyed, copies, isConsumer: through, ...rest }, number) => ({
          ...rest,
          atMs,
          isConsumer: through && count < 900,
          products: [...wanted, ...moreProducts(count)],
          key: keyed && !through ? `key-${number}` : undefined,
          // Without a key, each copy would be a submission of its own.
          copies: keyed && !through ? copies : 1,
        }),
      ),
    );

const faultAt = (points: readonly string[]): fc.Arbitrary<Fault> =>
  fc.constantFrom(...points).chain((point) =>
    fc.record({
      point: fc.constant(point),
      // Most points are reached once or twice.
      nth: fc.oneof({ weight: 2, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(5) }),
      // Three is as often as the SDK tries.
      times: fc.constantFrom(1, 3),
      effect: fc.constantFrom(...effectsAt(point)),
    }),
  );

const fault = faultAt(POINTS);
const importFault = faultAt(IMPORT_POINTS);

/** While requests come in, or at a redelivery: after a first retry delay, or after the visibility timeout. */
const fromMs = fc.oneof({ weight: 3, arbitrary: fc.nat(300) }, fc.constantFrom(3 * SECOND, 6 * MINUTE));

const passing = fc.constantFrom('throttled' as const, 'failed' as const);

const shortOutage: fc.Arbitrary<Outage> = fc.record({
  resource: fc.constantFrom(...RESOURCES),
  rejection: passing,
  fromMs,
  forMs: fc.constantFrom(SECOND, 10 * SECOND, 2 * MINUTE, 20 * MINUTE),
});

const longOutage: fc.Arbitrary<Outage> = fc.record({
  resource: fc.constantFrom('everything', ...RESOURCES),
  rejection: passing,
  fromMs,
  forMs: fc.constantFrom(3 * MINUTE, HOUR, 6 * HOUR),
});

const throttledInvocations: fc.Arbitrary<Outage> = fc.record({
  resource: fc.constant('worker'),
  rejection: fc.constant('throttled' as const),
  fromMs,
  forMs: fc.constantFrom(MINUTE, 20 * MINUTE, 6 * HOUR),
});

/** Somebody has to repair something, which can take longer than an item is retried. */
const unrepaired: fc.Arbitrary<Outage> = fc.record({
  resource: fc.constantFrom(...RESOURCES),
  rejection: fc.constantFrom('denied' as const, 'gone' as const),
  fromMs,
  forMs: fc.constantFrom(10 * SECOND, 20 * MINUTE, 9 * HOUR),
});

const outage = fc.oneof(
  { weight: 5, arbitrary: shortOutage },
  { weight: 2, arbitrary: longOutage },
  { weight: 1, arbitrary: throttledInvocations },
  { weight: 1, arbitrary: unrepaired },
);

const lane = fc.record({
  batchSize: fc.constantFrom(1, 3, 10, 100, 200),
  batchingWindowMs: fc.constantFrom(0, 50),
  concurrency: fc.integer({ min: 1, max: 3 }),
});

const importOutage: fc.Arbitrary<Outage> = fc.record({
  resource: fc.constantFrom(...IMPORT_RESOURCES),
  rejection: passing,
  fromMs,
  forMs: fc.constantFrom(SECOND, 2 * MINUTE, 20 * MINUTE, 6 * HOUR),
});

/** A row of a file: its SKU is its own, or one that others have, too. */
const row = fc.record({
  op: fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: fc.constantFrom('put', 'patch', 'merge', 'delete') },
  ),
  sku: fc.oneof(
    fc.constantFrom('A', 'B'),
    fc.nat(9).map((n) => `R${n}`),
  ),
  name: rarely('Imported tea', ''),
  price: fc.oneof({ weight: 8, arbitrary: fc.nat(99).map(String) }, fc.constantFrom('', 'free', '-1')),
  brand: fc.constantFrom('Acme', ''),
});

/** A file whose prices are all no numbers can't be started: its columns don't fit. */
const hasPrice = (rows: readonly ImportRow[]): boolean =>
  rows.every(({ price }) => price !== 'free') || rows.some(({ price }) => /^\d+$/.test(price));

const importPlan: fc.Arbitrary<ImportPlan> = fc.record({
  atMs: fc.nat(150),
  rows: fc.oneof(
    { weight: 4, arbitrary: fc.array(row, { minLength: 1, maxLength: 8 }).filter(hasPrice) },
    { weight: 1, arbitrary: fc.array(row, { minLength: 20, maxLength: 40, size: 'max' }).filter(hasPrice) },
  ),
  isDirect: rarely(false, true),
  copies: rarely(1, 2),
  cancelAfterMs: rarely(undefined, 1).chain((rare) =>
    rare === undefined
      ? fc.constant(rare)
      : fc.oneof({ weight: 3, arbitrary: fc.nat(400) }, fc.constantFrom(3 * SECOND, 6 * MINUTE)),
  ),
  polls: fc.boolean(),
});

/** Files, in a share of the histories, with faults of their own. */
const importing = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ imports: [], chunkItems: 3, importFaults: [], importOutages: [] }) },
  {
    weight: 1,
    arbitrary: fc.record({
      imports: fc.oneof(
        { weight: 8, arbitrary: fc.tuple(importPlan) },
        { weight: 1, arbitrary: fc.tuple(importPlan, importPlan) },
      ),
      chunkItems: fc.constantFrom(1, 2, 3, 5),
      importFaults: fc.array(importFault, { maxLength: 6 }),
      importOutages: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.tuple(importOutage) },
      ),
    }),
  },
);

/** Requests that come in during a redrive. Their keys are new. */
const traffic = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: requestsUpTo(1).map((list) =>
      list.map((request) => ({ ...request, key: request.key && `later-${request.key}` })),
    ),
  },
);

/** Histories of a few requests for a few products, with up to ten faults and an outage. */
export const history: fc.Arbitrary<History> = fc
  .record({
    seed: fc.noShrink(fc.integer()),
    requests: requestsUpTo(3),
    importing,
    faults: fc.array(fault, { maxLength: 10 }),
    outages: fc.array(outage, { maxLength: 1 }),
    strayMessages: fc.uniqueArray(fc.constantFrom('garbage', '{"version":3}'), { maxLength: 1 }),
    lanes: fc.record({ product: lane, bulk: lane }),
    maxReceiveCount: fc.constantFrom(MAX_RECEIVE_COUNT, 5, 2, 1),
    clockSkewMs: rarely(0, MINUTE),
    mixesVersions: rarely(false, true),
    firstRedrive: fc.record({ part: fc.boolean(), cancels: rarely(false, true), traffic }),
    conditionFailuresReturnItem: fc.boolean(),
  })
  .map(({ importing: { imports, chunkItems, importFaults, importOutages }, ...one }) => ({
    ...one,
    imports,
    chunkItems,
    faults: [...one.faults, ...importFaults],
    outages: [...one.outages, ...importOutages],
  }))
  .map(shortenOutages);

/** Retrying a thousand items for hours would take minutes. */
function shortenOutages(one: History): History {
  const most = Math.max(...one.requests.map(({ products: wanted }) => wanted.length));
  const longest = most > 500 ? 10 * SECOND : most > 50 ? 2 * MINUTE : Infinity;
  return {
    ...one,
    outages: one.outages.map((each) => ({ ...each, forMs: Math.min(each.forMs, longest) })),
  };
}
