import { randomUUID } from 'node:crypto';
import { httpApiEvent, sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { newSubmissionId, type PutMessage } from '@async-catalog/product-schema';
import type { SubmittedProduct } from './products.ts';

/** Builds the event that the API sends to the processor, for one product or for a batch. */
export function intakeEvent(products: readonly SubmittedProduct[]): unknown {
  const [only] = products;
  const isOne = products.length === 1;
  return httpApiEvent({
    path: isOne ? '/products' : '/products/batch',
    headers: { 'x-request-id': randomUUID() },
    body: isOne ? only : { items: products },
  });
}

/** Builds the messages of one submission of these products, in order. */
export function messagesOf(products: readonly SubmittedProduct[]): PutMessage[] {
  const submissionId = newSubmissionId();
  const acceptedAt = new Date().toISOString();
  return products.map((product, index) => ({
    version: 1,
    submissionId,
    index,
    total: products.length,
    caller: 'anonymous',
    acceptedAt,
    requestId: submissionId,
    product: { currency: 'USD', ...product } as unknown as PutMessage['product'],
  }));
}

/** Builds the event of one batch of messages. */
export function queueEvent(messages: readonly object[]): unknown {
  return sqsEvent(messages.map((message) => sqsRecord(message)));
}
