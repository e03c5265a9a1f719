import type { QueueMessage, SubmissionId } from '@async-catalog/product-schema';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';

/**
 * Keeps the rejected items, then sends the products: in this order, because the worker may write the report
 * at once. Can be repeated.
 * @throws {SendError} when not every product is known to be in the queue.
 * @throws {UnavailableError} before anything is sent.
 */
export async function deliver(
  { queue, rejectedItems }: IntakeDeps,
  id: SubmissionId,
  { rejected }: CheckedItems,
  messages: readonly QueueMessage[],
  signal: AbortSignal,
): Promise<void> {
  if (rejected.length > 0) {
    await rejectedItems.put(id, rejected, signal);
  }
  await queue.send(messages, signal);
}
