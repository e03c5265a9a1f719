import {
  newSubmissionId,
  SubmissionRecord,
  submissionTimes,
  type QueueMessage,
} from '@async-catalog/product-schema';
import type { Delivery } from '../core/delivery.ts';

const ACCEPTED_AT = '2026-01-31T09:30:00.000Z';

type MessageOverrides = Partial<Omit<QueueMessage, 'product'>> & {
  product?: Partial<QueueMessage['product']>;
};

/** A message of a submission of one product, unless told otherwise. */
export function message({ product, ...overrides }: MessageOverrides = {}): QueueMessage {
  return {
    version: 1,
    submissionId: newSubmissionId(),
    index: 0,
    total: 1,
    caller: 'shop-7',
    acceptedAt: ACCEPTED_AT,
    requestId: 'request-1',
    ...overrides,
    product: { name: 'Teapot', price: 24.5, currency: 'EUR', ...product },
  };
}

/** The messages of one submission, an item for each of `products`. */
export function submission(
  products: readonly Partial<QueueMessage['product']>[],
  overrides: MessageOverrides = {},
): QueueMessage[] {
  const submissionId = newSubmissionId();
  return products.map((product, index) =>
    message({
      submissionId,
      index,
      total: products.length,
      ...overrides,
      product: { ...overrides.product, ...product },
    }),
  );
}

/** One delivery of a message, or of any text. */
export function delivery(body: QueueMessage | string, overrides: Partial<Delivery> = {}): Delivery {
  return {
    messageId: crypto.randomUUID(),
    receiptHandle: crypto.randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receiveCount: 1,
    attributes: {},
    ...overrides,
  };
}

/** The record that intake makes before it sends a message. */
export function recordOf({
  submissionId,
  total,
  caller,
  requestId,
  acceptedAt,
}: QueueMessage): SubmissionRecord {
  return SubmissionRecord.parse({
    id: submissionId,
    total,
    caller,
    requestId,
    ...submissionTimes(new Date(acceptedAt)),
  });
}
