import { Outcome, productIdOf, QueueMessage, revisionOf } from '@async-catalog/product-schema';
import { needsProduct } from '../fold-operations.ts';
import { isNewerVersion, isPoisoned } from './history.ts';
import { currentProcess } from './process.ts';
import { latestOf, type ProductWrite } from './product-writes.ts';
import { itemKeyOf, parseItemRef } from './item-ref.ts';
import type { Attributes } from './services/dynamodb.ts';
import type { Message } from './services/queue.ts';
import { trueNow } from './virtual-time.ts';

export interface PrematureOutcomes {
  /** Checks a submission record as it is written. */
  observe(record: Attributes): void;
  /** Time at which each item was settled first. */
  readonly settledAt: ReadonlyMap<string, number>;
  /** A description of each outcome that came too early. */
  readonly found: readonly string[];
}

interface PrematureOutcomesOptions {
  readonly onQueue: () => readonly Message[];
  readonly sent: () => readonly string[];
  readonly maxReceiveCount: number;
  /** The writes of products so far. */
  readonly writes: readonly ProductWrite[];
  readonly clockSkewMs: number;
}

/** Time after its first receive from which the worker may give up an item that fails. */
const GIVE_UP_AFTER_MS = 7 * 60 * 60 * 1000;

/**
 * Watches submission records for outcomes that aren't true yet: saved or superseded before the write of a
 * product that makes it so, failed while another delivery can still save the item, or cancelled by a worker that found
 * it saved.
 */
export function createPrematureOutcomes({
  onQueue,
  sent,
  maxReceiveCount,
  writes,
  clockSkewMs,
}: PrematureOutcomesOptions): PrematureOutcomes {
  const seen = new Set<string>();
  const settledAt = new Map<string, number>();
  const found: string[] = [];
  const itemKeys = new Map<string, string>();

  /** Reads the item key of a message's body, once: every outcome looks through all of them. */
  function keyOf(body: string): string {
    const itemKey = itemKeys.get(body) ?? itemKeyOf(parseItemRef(body));
    itemKeys.set(body, itemKey);
    return itemKey;
  }

  /**
   * Tells whether an item surely has deliveries left. Not if it was sent twice, because the other message can
   * be on its last delivery.
   */
  function hasDeliveriesLeft(itemKey: string): boolean {
    const isAbout = (body: string): boolean => keyOf(body) === itemKey;
    const message = onQueue().find(({ body }) => isAbout(body));
    return (
      sent().filter(isAbout).length === 1 &&
      message !== undefined &&
      message.receiveCount < maxReceiveCount &&
      trueNow() - (message.firstReceivedAt ?? 0) < GIVE_UP_AFTER_MS &&
      canBeSaved(message, clockSkewMs)
    );
  }

  function findProblem(outcome: Outcome, itemKey: string): string | undefined {
    switch (outcome) {
      case 'failed':
        return hasDeliveriesLeft(itemKey) ? 'with deliveries left' : undefined;
      case 'cancelled':
        return isSavedAlready(itemKey) ? 'after its product was written' : undefined;
      default:
        return isWritten(outcome, itemKey) ? undefined : 'before its product was written';
    }
  }

  /** Tells whether an item was saved before the running process began, so that it must have found that. */
  function isSavedAlready(itemKey: string): boolean {
    const { startedAt } = currentProcess();
    const revision = revisionOf(readMessage(itemKey)!);
    return writes.some(
      (write) => write.isApplied && write.revision === revision && write.writtenAt < startedAt,
    );
  }

  function readMessage(itemKey: string): QueueMessage | undefined {
    const body = sent().find((one) => keyOf(one) === itemKey);
    return body === undefined ? undefined : QueueMessage.parse(JSON.parse(body));
  }

  function isWritten(outcome: 'saved' | 'superseded', itemKey: string): boolean {
    const item = readMessage(itemKey);
    if (item === undefined) {
      return false;
    }
    const revision = revisionOf(item);
    const productId =
      item.productId ?? productIdOf({ ...item, sku: 'product' in item ? item.product.sku : item.sku });
    return outcome === 'saved'
      ? writes.some((write) => write.isApplied && write.revision === revision)
      : writes.some((write) => write.productId === productId && latestOf(write.after) > revision);
  }

  return {
    settledAt,
    found,
    observe(record) {
      for (const outcome of Outcome.options) {
        for (const index of record[outcome]?.NS ?? []) {
          const itemKey = `${record['id']?.S}/${index}`;
          const claim = `${itemKey} ${outcome}`;
          if (seen.has(claim)) {
            continue;
          }
          seen.add(claim);
          settledAt.set(itemKey, settledAt.get(itemKey) ?? trueNow());
          // The intake, and the splitter for it, can't know whether an item that they settle as failed has reached the queue
          // after all. The intake supersedes those that it never sends.
          if (outcome !== 'saved' && /^(processor|splitter)/.test(currentProcess().name)) {
            continue;
          }
          const problem = findProblem(outcome, itemKey);
          if (problem !== undefined) {
            found.push(`${claim} ${problem}`);
          }
        }
      }
    },
  };
}

/** Time for which a patch or merge waits for its product, and a row of a file. */
const WAIT_FOR_PRODUCT_MS = 16 * 60 * 1000;
const ROW_WAITS_FOR_PRODUCT_MS = 2 * 60 * 1000;

/** Tells whether nothing but transient causes can fail a message now. */
function canBeSaved({ body }: Message, clockSkewMs: number): boolean {
  if (isPoisoned(body) || isNewerVersion(body)) {
    return false;
  }
  const item = QueueMessage.parse(JSON.parse(body));
  const waitMs = item.importId === undefined ? WAIT_FOR_PRODUCT_MS : ROW_WAITS_FOR_PRODUCT_MS;
  const waitsUntil = Date.parse(item.acceptedAt) + waitMs - 2 * clockSkewMs;
  return (
    item.version === 1 || (item.ifVersion === undefined && (!needsProduct(item) || trueNow() < waitsUntil))
  );
}
