import { MAX_RECEIVE_COUNT } from '@async-catalog/infra/worker-settings';
import {
  parseProductInput,
  ProductItem,
  productIdOf,
  revisionOf,
  SubmissionRecord,
  type ProductInput,
  type ProductId,
} from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { NEWER_VERSION, POISON } from './simulation/history.ts';
import { itemKeyOf, parseItemRef, type ItemRef } from './simulation/item-ref.ts';
import type { ClientResult } from './simulation/send-request.ts';
import type { Attributes } from './simulation/services/dynamodb.ts';
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
  readonly product: ProductInput;
  /** The worker can read its message. */
  readonly readable: boolean;
  /** The table can take it. */
  readonly savable: boolean;
  /** A later item of its submission names the same product, so it is superseded at once, and never sent. */
  readonly replaced: boolean;
}

/** A submission on record, with the request that it came from. */
export interface RecordedSubmission {
  readonly record: SubmissionRecord;
  readonly result: ClientResult;
  readonly items: readonly RequestedItem[];
}

export interface DeadLetter extends Partial<ItemRef> {
  readonly message: Message;
}

/** A snapshot of everything that is stored, and of what the clients asked for. */
export interface Facts {
  readonly results: readonly ClientResult[];
  readonly submissions: readonly RecordedSubmission[];
  readonly products: readonly ProductItem[];
  /** Each write of a product that took effect, in order. */
  readonly saves: readonly ProductItem[];
  readonly deadLetters: readonly DeadLetter[];
  readonly onQueue: readonly Message[];
  /** The item key of each message that was sent, in order; an item that was sent twice is here twice. */
  readonly sent: readonly string[];
  /** Times at which each item was first sent, settled, by its key. */
  readonly sentAt: ReadonlyMap<string, number>;
  readonly settledAt: ReadonlyMap<string, number>;
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
  return {
    results,
    submissions: world
      .records()
      .map((item) => readSubmission(SubmissionRecord.parse(unmarshall(item)), results)),
    products: world.products().map(parseProduct),
    saves: world.saves.map(parseProduct),
    deadLetters: world.deadLetters().map((message) => ({ message, ...parseItemRef(message.body) })),
    onQueue: [...world.onQueue()],
    sent: world.sent().map((body) => itemKeyOf(parseItemRef(body))),
    sentAt: new Map(
      world
        .sentAt()
        .toReversed()
        .map(({ body, at }) => [itemKeyOf(parseItemRef(body)), at]),
    ),
    settledAt: new Map(world.settledAt),
    disturbedUntil: world.faults.disturbedUntil,
    causesPass: !needsRepair && world.history.maxReceiveCount === MAX_RECEIVE_COUNT,
    needsRepair,
    clockSkewMs: world.history.clockSkewMs,
    longestTurnMs: world.longestTurnMs(),
    surprises: [...world.surprises],
    completions: [...world.completions],
    strayMessages: world.strayMessages,
    prematureOutcomes: [...world.prematureOutcomes],
    objects: new Map(world.objects),
    errors: [...world.errors],
  };
}

function parseProduct(item: Attributes): ProductItem {
  return ProductItem.parse(unmarshall(item));
}

/** @throws {Error} when no request of the history led to the record. */
function readSubmission(record: SubmissionRecord, results: readonly ClientResult[]): RecordedSubmission {
  const result = results[Number(record.requestId)];
  if (result === undefined) {
    throw new Error(`no request led to submission ${record.id}`);
  }
  const { retryOf } = record;
  const indexes = retryOf === undefined ? undefined : [...retryOf.indexes].sort((a, b) => a - b);
  const wanted = indexes?.map((index) => result.request.products[index]) ?? result.request.products;
  const valid = wanted.flatMap((value, index) => {
    const parsed = parseProductInput(value);
    if (!parsed.success) {
      return [];
    }
    const item = toRequestedItem(record, index, parsed.product);
    const { sku } = parsed.product;
    // A retried item keeps the product of its first try.
    return retryOf === undefined
      ? [item]
      : [
          {
            ...item,
            productId: productIdOf({ submissionId: retryOf.submissionId, index: indexes?.[index] ?? 0, sku }),
          },
        ];
  });
  const items = valid.map((item) => ({
    ...item,
    replaced: valid.some(({ index, productId }) => index > item.index && productId === item.productId),
  }));
  return { record, result, items };
}

function toRequestedItem(
  { id: submissionId, createdAt: acceptedAt }: SubmissionRecord,
  index: number,
  product: ProductInput,
): Omit<RequestedItem, 'replaced'> {
  return {
    submissionId,
    index,
    acceptedAt,
    product,
    productId: productIdOf({ submissionId, index, sku: product.sku }),
    revision: revisionOf({ acceptedAt, submissionId, index }),
    readable: product.description !== NEWER_VERSION,
    savable: product.description !== NEWER_VERSION && product.description !== POISON,
  };
}
