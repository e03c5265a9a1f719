import { describeChange, type Item, type VisibleProduct } from '@async-catalog/product-operations';
import {
  outcomeOf,
  toSubmitted,
  type ItemResult,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { OutOfTimeError, PermanentError, RefusedError, type Failure } from './errors.ts';
import type { Save, SavedItem } from './ports.ts';
import type { Origin, Reading } from './read/read-message.ts';

/** One delivery of a message. */
export interface Delivery {
  /** Names the message on each of its deliveries. Sorts by the time of its first receive. */
  readonly id: string;
  readonly body: string;
  /** 1 on the first delivery. */
  readonly receiveCount: number;
  readonly firstReceivedAt: Date;
  /** Whether its item has been tried for so long that it is given up if this delivery fails too. */
  readonly isExhausted: boolean;
  /** Whether the queue dead-letters the message if this delivery doesn't acknowledge it. */
  readonly isLast: boolean;
}

/**
 * The end of one delivery.
 * - `acknowledge`: everything is done.
 * - `deadLetter`: the item is given up and settled as failed; its message is copied to the dead-letter queue
 *   and acknowledged.
 * - `returnToQueue`: the queue delivers it again or, after its last delivery, dead-letters it.
 */
export type Conclusion = { readonly origin: Origin } & (
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'deadLetter'; readonly failure: Failure; readonly cause?: unknown }
  | { readonly kind: 'returnToQueue'; readonly cause: unknown }
);

/** One delivery, read and saved as far as possible. */
export interface Finding {
  readonly delivery: Delivery;
  /** Absent if the message can't be read. */
  readonly item?: Item;
  /**
   * Absent if there is nothing to settle: the item will be tried again, or belongs to no known submission.
   */
  readonly result?: ItemResult;
  /** Holds unless settling the result changes it. */
  readonly conclusion: Conclusion;
}

export function afterRead(
  delivery: Delivery,
  { origin, failure }: Reading & { kind: 'unreadable' },
): Finding {
  const { index } = origin;
  const conclusion = { kind: 'deadLetter', origin, failure } as const;
  return origin.submissionId === undefined || index === undefined
    ? { delivery, conclusion }
    : // Without a product: it may not be what the caller submitted, so a retry must not submit it.
      { delivery, conclusion, result: { index, ...failedWith(failure) } };
}

export function afterSave(
  delivery: Delivery,
  item: Item,
  saved: PromiseSettledResult<Pick<SavedItem, 'save'>>,
): Finding {
  if (saved.status === 'fulfilled') {
    const result = { ...describe(item, saved.value.save), ...toOutcome(item, saved.value.save) };
    return { delivery, item, result, conclusion: { kind: 'acknowledge', origin: item } };
  }
  const cause: unknown = saved.reason;
  const failure = failureOf(delivery, cause);
  if (failure === undefined) {
    return { delivery, item, conclusion: { kind: 'returnToQueue', origin: item, cause } };
  }
  // The product is kept, so that the caller can retry it.
  const result = { ...describe(item), ...failedWith(failure), product: toSubmitted(item) };
  return cause instanceof RefusedError
    ? { delivery, item, result, conclusion: { kind: 'acknowledge', origin: item } }
    : { delivery, item, result, conclusion: { kind: 'deadLetter', origin: item, failure, cause } };
}

/** Tells why an item is given up; `undefined` if it will be tried again. */
function failureOf(delivery: Delivery, cause: unknown): Failure | undefined {
  if (cause instanceof PermanentError) {
    return cause.failure;
  }
  // A delivery that wasn't begun for want of time says nothing about its item. After the last one, though,
  // nobody else would settle it.
  const isGivenUp = delivery.isLast || (delivery.isExhausted && !(cause instanceof OutOfTimeError));
  return isGivenUp ? retriesExhausted(delivery) : undefined;
}

export function afterSettle(
  { item, conclusion }: Finding,
  settled: PromiseSettledResult<SubmissionRecord | undefined>,
): Conclusion {
  const { origin } = conclusion;
  if (settled.status === 'rejected') {
    const cause: unknown = settled.reason;
    return cause instanceof PermanentError
      ? { kind: 'deadLetter', origin, failure: cause.failure }
      : { kind: 'returnToQueue', origin, cause };
  }
  if (item === undefined || settled.value === undefined) {
    return conclusion;
  }
  // An earlier delivery may have saved it and been cut off before it was acknowledged: then nothing has
  // failed.
  return outcomeOf(settled.value, item.index) === 'failed' ? conclusion : { kind: 'acknowledge', origin };
}

/** Describes an item by the product as it is after its save, if that is known. */
function describe(item: Item, save?: Save): Partial<ItemResult> & Pick<ItemResult, 'index'> {
  const { index, line, productId, op } = item;
  // A repeated put may be followed by others, so what it sent says more than the product does now.
  const isKnown =
    save !== undefined &&
    save.kind !== 'superseded' &&
    save.kind !== 'cancelled' &&
    !(save.kind === 'repeated' && op === 'put');
  const { sku, category, currency, price } = (isKnown ? save.after : undefined) ?? sentBy(item);
  return { index, line, productId, op, sku, category, currency, price };
}

function sentBy(item: Item): Partial<VisibleProduct> {
  return item.op === 'put' ? item.product : { sku: item.sku };
}

function toOutcome(item: Item, save: Save): Partial<ItemResult> & Pick<ItemResult, 'outcome'> {
  if (save.kind === 'cancelled') {
    // The product is kept, so that the caller can retry it.
    return { outcome: 'cancelled', product: toSubmitted(item) };
  }
  if (save.kind === 'superseded') {
    const { acceptedAt, submissionId, index } = save.by;
    return {
      outcome: 'superseded',
      supersededAt: acceptedAt,
      supersededBy: index,
      ...(submissionId !== item.submissionId && { supersededBySubmission: submissionId }),
    };
  }
  const { kind, version, before, after } = save;
  return {
    outcome: 'saved',
    version,
    ...(kind !== 'repeated' && { change: kind }),
    ...(before && after && describeChange(before, after)),
  };
}

function failedWith({ code, pointer = '', detail }: Failure): Pick<ItemResult, 'outcome' | 'error'> {
  return { outcome: 'failed', error: { code, detail, pointer } };
}

function retriesExhausted({ receiveCount }: Delivery): Failure {
  return {
    code: 'RETRIES_EXHAUSTED',
    // Not "was not saved": an earlier delivery may have been cut off between the save and the settlement.
    detail: `is not known to be saved after ${receiveCount} deliveries; its message is kept, and can be sent again`,
  };
}
