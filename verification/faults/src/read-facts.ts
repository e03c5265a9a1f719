import { MAX_RECEIVE_COUNT } from '@async-catalog/infra/worker-settings';
import {
  type Operation,
  ImportRecord,
  parseOperation,
  ProductItem,
  productIdOf,
  revisionOf,
  SubmissionRecord,
  type ProductId,
} from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { needsProduct } from './fold-operations.ts';
import type { Cancellation } from './simulation/canceller.ts';
import { NEWER_VERSION, POISON } from './simulation/history.ts';
import { itemKeyOf, parseItemRef, type ItemRef } from './simulation/item-ref.ts';
import { isProduct, type ProductWrite, type Row } from './simulation/product-writes.ts';
import { toItem } from './simulation/import-file.ts';
import type { ImportCompletion } from './simulation/import-watch.ts';
import type { ImportResult } from './simulation/importer.ts';
import { importNumberOf } from './simulation/import-request-id.ts';
import type { ClientResult } from './simulation/send-request.ts';
import type { Message } from './simulation/services/queue.ts';
import type { StoredObject } from './simulation/services/s3.ts';
import type { Completion, World } from './simulation/world.ts';

/** A valid item of a request. */
export interface RequestedItem {
  readonly submissionId: string;
  readonly index: number;
  readonly productId: ProductId;
  readonly revision: string;
  readonly acceptedAt: string;
  readonly operation: Operation;
  /** The worker can read its message. */
  readonly readable: boolean;
  /** The table can take it. */
  readonly savable: boolean;
  /**
   * It may fail for what it asks: a patch, or a merge of some fields, of no product; one for a version that doesn't stand;
   * a merge that makes the product too large.
   */
  readonly mayFail: boolean;
  /** A later item of its submission names the same product, so it is superseded at once, and never sent. */
  readonly replaced: boolean;
}

/** A submission on record, with the request that it came from. */
export interface RecordedSubmission {
  readonly record: SubmissionRecord;
  readonly result: ClientResult;
  readonly items: readonly RequestedItem[];
}

/** An import on record, with what became of it. */
export interface RecordedImport {
  readonly record: ImportRecord;
  readonly result: ImportResult;
  /** Most rows of a chunk. */
  readonly chunkItems: number;
  /** Time at which it was marked as cancelled. */
  readonly cancelledAt: number | undefined;
}

export interface DeadLetter extends Partial<ItemRef> {
  readonly message: Message;
  /** Two workers had it at once. */
  readonly overlapped: boolean;
}

/** A snapshot of everything that is stored, and of what the clients asked for. */
export interface Facts {
  readonly results: readonly ClientResult[];
  readonly submissions: readonly RecordedSubmission[];
  readonly products: readonly ProductItem[];
  /** Rows of the table, with deleted products. */
  readonly rows: readonly Row[];
  /** Each write of a product, in order. */
  readonly writes: readonly ProductWrite[];
  /** Those of them that applied an operation. */
  readonly saves: readonly ProductWrite[];
  readonly deadLetters: readonly DeadLetter[];
  readonly onQueue: readonly Message[];
  /** The item key of each message that was sent, in order; an item that was sent twice is here twice. */
  readonly sent: readonly string[];
  /** Times at which each item was first sent, settled, by its key. */
  readonly sentAt: ReadonlyMap<string, number>;
  readonly settledAt: ReadonlyMap<string, number>;
  /** Times at which each entry of a list was first written, by its list and its place in that. */
  readonly listedAt: ReadonlyMap<string, number>;
  /** Items of which there were two dead letters when a redrive began, by their keys. */
  readonly deadLetteredTwice: ReadonlySet<string>;
  /** Time at which the last fault struck, or the last outage ended. */
  readonly disturbedUntil: number;
  /** Every cause of a failure passes within six hours, and a message has as many receives as are deployed. */
  readonly causesPass: boolean;
  /** Something has to be repaired first: a permission, a missing resource. */
  readonly needsRepair: boolean;
  /** The most by which a clock is ahead or behind. */
  readonly clockSkewMs: number;
  /** The most CPU time, in milliseconds, that a function took without waiting. */
  readonly longestTurnMs: number;
  /** Answers that consumers saw and never should. */
  readonly surprises: readonly string[];
  readonly imports: readonly RecordedImport[];
  /** Imports as their reports were marked. */
  readonly importCompletions: readonly ImportCompletion[];
  /** Descriptions of import records that went back. */
  readonly importSetbacks: readonly string[];
  /** Messages that are left on the queue of imports, or are dead letters of it. */
  readonly importMessages: readonly Message[];
  /** Cancellations that the API has accepted. */
  readonly cancellations: readonly Cancellation[];
  /** Times at which submissions were marked as cancelled. */
  readonly cancelledAt: ReadonlyMap<string, number>;
  /** Times at which processes first read such a mark, by `keyOf`. */
  readonly markReads: ReadonlyMap<string, number>;
  /** Descriptions of submission records that went back. */
  readonly submissionSetbacks: readonly string[];
  /** Submissions as they became complete. */
  readonly completions: readonly Completion[];
  readonly strayMessages: readonly string[];
  /** Outcomes that were put on record too early. */
  readonly prematureOutcomes: readonly string[];
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly errors: readonly unknown[];
}

export function readFacts(world: World, results: readonly ClientResult[]): Facts {
  const needsRepair = world.history.outages.some(
    ({ rejection }) => rejection === 'denied' || rejection === 'gone',
  );
  const rows = world
    .products()
    .map((item) => unmarshall(item))
    .filter(({ version }) => version !== undefined);
  return {
    results,
    submissions: world
      .records()
      .map((item) => readSubmission(SubmissionRecord.parse(unmarshall(item)), results, world)),
    products: rows.filter(isProduct).map((row) => ProductItem.parse(row)),
    rows,
    writes: [...world.writes],
    saves: world.writes.filter(({ isApplied }) => isApplied),
    deadLetters: world.deadLetters().map((message) => ({
      message,
      // The worker copies what it gives up; the queue moves the rest.
      overlapped:
        message.overlapped || world.isOverlapped(message.attributes['originalMessageId']?.StringValue ?? ''),
      ...parseItemRef(message.body),
    })),
    onQueue: [...world.onQueue()],
    sent: world.sent().map((body) => itemKeyOf(parseItemRef(body))),
    sentAt: new Map(
      world
        .sentAt()
        .toReversed()
        .map(({ body, at }) => [itemKeyOf(parseItemRef(body)), at]),
    ),
    settledAt: new Map(world.settledAt),
    listedAt: new Map(world.listedAt),
    deadLetteredTwice: new Set(world.deadLetteredTwice),
    disturbedUntil: world.faults.disturbedUntil,
    causesPass: !needsRepair && world.history.maxReceiveCount === MAX_RECEIVE_COUNT,
    needsRepair,
    clockSkewMs: world.history.clockSkewMs,
    longestTurnMs: world.longestTurnMs(),
    surprises: world.surprises(),
    imports: readImports(world),
    importCompletions: [...world.importWatch.completions],
    importSetbacks: [...world.importWatch.found],
    importMessages: world.importMessages(),
    cancellations: [...world.cancellations],
    cancelledAt: new Map(world.submissionWatch.cancelledAt),
    markReads: new Map(world.markReads),
    submissionSetbacks: [...world.submissionWatch.found],
    completions: [...world.completions],
    strayMessages: world.strayMessages,
    prematureOutcomes: [...world.prematureOutcomes],
    objects: new Map(world.objects),
    errors: [...world.errors],
  };
}

/** @throws {Error} when no request of the history led to the record. */
function readSubmission(
  record: SubmissionRecord,
  results: readonly ClientResult[],
  world: World,
): RecordedSubmission {
  const result = readChunkResult(record, world) ?? results[Number(record.requestId)];
  if (result === undefined) {
    throw new Error(`no request led to submission ${record.id}`);
  }
  const { retryOf } = record;
  const indexes = retryOf === undefined ? undefined : [...retryOf.indexes].sort((a, b) => a - b);
  const wanted = indexes?.map((index) => result.request.products[index]) ?? result.request.products;
  const valid = wanted.flatMap((value, index) => {
    const parsed = parseOperation(value);
    if (!parsed.success) {
      return [];
    }
    // A retried item keeps the product of its first try.
    const firstTry =
      retryOf === undefined
        ? { submissionId: record.id, index }
        : { submissionId: retryOf.submissionId, index: indexes?.[index] ?? 0 };
    return [toRequestedItem(record, index, { operation: parsed.operation, firstTry })];
  });
  const items = valid.map((item) => ({ ...item, replaced: isReplaced(item, valid) }));
  return { record, result, items };
}

function readImports(world: World): RecordedImport[] {
  return world.importRecords().map((item) => {
    const record = ImportRecord.parse(unmarshall(item));
    const result = world.imports()[importNumberOf(record.requestId) ?? -1];
    if (result === undefined) {
      throw new Error(`nobody imported ${record.id}`);
    }
    const cancelledAt = world.importWatch.cancelledAt.get(record.id);
    return { record, result, chunkItems: world.history.chunkItems, cancelledAt };
  });
}

/** Describes a chunk as if a client had sent its rows; `undefined` for a submission that is none. */
function readChunkResult({ requestId, chunk = 0 }: SubmissionRecord, world: World): ClientResult | undefined {
  const imported = world.imports()[importNumberOf(requestId) ?? -1];
  if (imported === undefined) {
    return undefined;
  }
  const { chunkItems } = world.history;
  const { plan, startSentAt } = imported;
  const rows = plan.rows.slice(chunk * chunkItems, (chunk + 1) * chunkItems);
  return {
    request: { atMs: plan.atMs, products: rows.map(toItem), key: requestId, copies: 1 },
    sentAt: startSentAt,
    acceptedAt: undefined,
    accepted: [],
    responses: [],
  };
}

function toRequestedItem(
  { id: submissionId, createdAt: acceptedAt }: SubmissionRecord,
  index: number,
  {
    operation,
    firstTry,
  }: { readonly operation: Operation; readonly firstTry: Parameters<typeof productIdOf>[0] },
): Omit<RequestedItem, 'replaced'> {
  const description = descriptionOf(operation);
  return {
    submissionId,
    index,
    acceptedAt,
    operation,
    productId:
      'productId' in operation
        ? operation.productId
        : productIdOf({ ...firstTry, sku: operation.op === 'put' ? operation.product.sku : operation.sku }),
    revision: revisionOf({ acceptedAt, submissionId, index }),
    readable: description !== NEWER_VERSION,
    savable: description !== NEWER_VERSION && description !== POISON,
    mayFail:
      needsProduct(operation) ||
      operation.ifVersion !== undefined ||
      (operation.op === 'merge' && description === POISON),
  };
}

/**
 * Tells whether a later put of the same submission, before any patch or delete of the product, leaves nothing of this one,
 * not even its currency.
 */
function isReplaced(
  { index, productId, operation }: Omit<RequestedItem, 'replaced'>,
  all: readonly Omit<RequestedItem, 'replaced'>[],
): boolean {
  if (operation.op !== 'put') {
    return false;
  }
  const after = all.filter((item) => item.index > index && item.productId === productId);
  const change = after.find((item) => item.operation.op !== 'put')?.index ?? Infinity;
  const later = after.flatMap((item) =>
    item.index < change && item.operation.op === 'put' && !mayBeRefused(item.operation)
      ? [item.operation.product]
      : [],
  );
  return (
    later.length > 0 &&
    (operation.product.currency === undefined || later.some(({ currency }) => currency !== undefined))
  );
}

/** A put for a version can conflict, and one of a price with decimals can meet a currency that has none. */
function mayBeRefused({ ifVersion, product }: Extract<Operation, { op: 'put' }>): boolean {
  return ifVersion !== undefined || (product.currency === undefined && !Number.isInteger(product.price));
}

function descriptionOf(operation: Operation): string | null | undefined {
  if (operation.op === 'delete') {
    return undefined;
  }
  return operation.op === 'put' ? operation.product.description : operation.changes.description;
}
