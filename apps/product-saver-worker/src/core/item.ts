import { productIdOf, revisionOf, type ProductId, type QueueMessage } from '@async-catalog/product-schema';

/** One item of a submission, with what follows from it: which product it is, and its place in the order of that product's saves. */
export interface Item extends QueueMessage {
  readonly productId: ProductId;
  readonly revision: string;
}

export function toItem(message: QueueMessage): Item {
  const { submissionId, index, acceptedAt, product } = message;
  return {
    ...message,
    productId: productIdOf({ submissionId, index, sku: product.sku }),
    revision: revisionOf({ acceptedAt, submissionId, index }),
  };
}
