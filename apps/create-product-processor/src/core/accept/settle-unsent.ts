import { type ItemResult, productIdOf, type QueueMessage, toSubmitted } from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { IntakeDeps } from '../ports.ts';

/**
 * Settles as failed all items that aren't known to be in the queue. If one is there after all, the worker
 * settles it as saved, which outranks this.
 */
export async function settleUnsent(
  { reportParts, submissions, now }: IntakeDeps,
  { submissionId, invocation }: IntakeCommand,
  messages: readonly QueueMessage[],
  sent: readonly number[],
): Promise<void> {
  const settledAt = now().toISOString();
  const known = new Set(sent);
  const results = messages.filter(({ index }) => !known.has(index)).map(toResult);
  const { id, cleanupSignal } = invocation;
  // The part first, so that whoever sees an item as failed finds its product.
  await reportParts.put(submissionId, `${settledAt}-${id}`, { items: results }, cleanupSignal);
  const total = messages[0]?.total ?? 0;
  await submissions.settleFailed({ submissionId, total, results, settledAt }, cleanupSignal);
}

function toResult(message: QueueMessage): ItemResult {
  const { submissionId, index, line, productId } = message;
  const { sku } = 'product' in message ? message.product : message;
  return {
    index,
    ...(line !== undefined && { line }),
    productId: productId ?? productIdOf({ submissionId, index, sku }),
    ...(sku !== undefined && { sku }),
    op: message.version === 2 ? message.op : 'put',
    outcome: 'failed',
    error: {
      code: 'NOT_QUEUED',
      pointer: '',
      detail: 'was not put on the queue, which was unavailable; retry it',
    },
    product: toSubmitted(message),
  };
}
