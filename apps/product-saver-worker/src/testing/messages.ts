import {
  newSubmissionId,
  submissionTimes,
  type PutMessage,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';

const ACCEPTED_AT = '2026-01-31T09:30:00.000Z';

type MessageOverrides = Partial<Omit<PutMessage, 'product'>> & {
  product?: Partial<PutMessage['product']>;
};

/** Builds a message, by default of a submission of one product. */
export function message({ product, ...overrides }: MessageOverrides = {}): PutMessage {
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

/** Builds the messages of one submission, an item for each of `products`. */
export function submission(
  products: readonly Partial<PutMessage['product']>[],
  overrides: MessageOverrides = {},
): PutMessage[] {
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

/** Builds the record that intake makes before it sends a message. */
export function buildRecord({
  submissionId,
  total,
  caller,
  requestId,
  acceptedAt,
}: PutMessage): SubmissionRecord {
  return submissionRecord({
    id: submissionId,
    total,
    caller,
    requestId,
    ...submissionTimes(new Date(acceptedAt)),
  });
}
