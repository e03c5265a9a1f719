import type { QueueMessage } from './queue-message.ts';

/** Writes the item of a message as its consumer could have sent it, so that it can be submitted again. */
export function toSubmitted(message: QueueMessage): Record<string, unknown> {
  if (message.version === 1) {
    return message.product;
  }
  const { op, ifVersion } = message;
  const condition = ifVersion !== undefined && { ifVersion };
  if (op === 'put') {
    return condition === false ? message.product : { op, ...condition, ...message.product };
  }
  const { productId: id, sku } = message;
  const named = { op, ...(op !== 'merge' && { id }), ...(sku !== undefined && { sku }), ...condition };
  return op === 'delete' ? named : { ...named, ...message.changes };
}
