import { productIdOf, type QueueMessage, revisionOf, type ProductId } from '@async-catalog/product-schema';

type Message<Op> = Extract<QueueMessage, { op: Op }>;

/** The product that an item is about, and its place in the order of that product's operations. */
interface Place {
  readonly productId: ProductId;
  readonly revision: string;
}

/** Items of a submission. A message of version 1 is a put. */
export type PutItem = Message<'put'> & Place;
export type PatchItem = Message<'patch'> & Place;
export type MergeItem = Message<'merge'> & Place;
export type DeleteItem = Message<'delete'> & Place;
export type Item = PutItem | PatchItem | MergeItem | DeleteItem;

/** Reads the item of a message. */
export function toItem(message: QueueMessage): Item {
  const { submissionId, index, acceptedAt, productId } = message;
  const revision = revisionOf({ acceptedAt, submissionId, index });
  if (message.version === 2 && (message.op === 'patch' || message.op === 'delete')) {
    return { ...message, revision };
  }
  const { sku } = 'product' in message ? message.product : message;
  const place = { productId: productId ?? productIdOf({ submissionId, index, sku }), revision };
  return 'product' in message ? { ...message, version: 2, op: 'put', ...place } : { ...message, ...place };
}
