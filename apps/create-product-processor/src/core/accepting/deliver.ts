import type { SubmissionRecord } from '@async-catalog/product-schema';
import { ProblemError } from '../answering/problem-error.ts';
import type { CheckedItems } from '../reading/check-items.ts';
import type { IntakeRequest } from '../request/intake-request.ts';
import { messagesOf } from './messages-of.ts';
import { type ProductQueue, type RejectedItemStore, SendError } from './ports.ts';

export interface DeliverDeps {
  readonly queue: ProductQueue;
  readonly rejectedItems: RejectedItemStore;
}

/** How long a consumer is asked to wait when a dependency is out. */
export const OUTAGE_RETRY_AFTER_SECONDS = 5;

/**
 * Puts what was accepted on the queue, what was rejected where the report is made from: that first, because the worker may be done with
 * the rest at once. Both can be repeated.
 * @throws {ProblemError} `DEPENDENCY_UNAVAILABLE` when not everything is known to be in the queue.
 */
export async function deliver(
  { queue, rejectedItems }: DeliverDeps,
  record: SubmissionRecord,
  items: CheckedItems,
  request: IntakeRequest,
): Promise<void> {
  const { signal } = request.invocation;
  if (items.rejected.length > 0) {
    await rejectedItems.put(record.id, items.rejected, signal);
  }
  try {
    await queue.send(messagesOf(record, items, request), signal);
  } catch (error) {
    throw error instanceof SendError ? unavailable(error, items.good.length) : error;
  }
}

function unavailable(error: SendError, total: number): ProblemError {
  const taken =
    error.sent === 0
      ? 'The queue is out of reach, and nothing is known to be taken'
      : `The queue went out of reach with ${error.sent} of ${total} products taken`;
  const advice = 'with an Idempotency-Key, sending it again takes nothing twice';
  return new ProblemError('DEPENDENCY_UNAVAILABLE', `${taken}; ${advice}.`, {
    headers: { 'retry-after': String(OUTAGE_RETRY_AFTER_SECONDS) },
    cause: error,
  });
}
