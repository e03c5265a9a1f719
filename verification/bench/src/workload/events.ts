import { randomUUID } from 'node:crypto';
import { CATALOG_API_ID } from '@async-catalog/http-contract';
import { httpApiEvent, sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { newSubmissionId, type PutMessage } from '@async-catalog/product-schema';
import type { SubmittedProduct } from './products.ts';

/** Builds the event that the API sends to the processor, for one product or for a batch. */
export function intakeEvent(products: readonly SubmittedProduct[]): unknown {
  return eventOf(products, '');
}

/** Builds the event of a dry run, which stores nothing. */
export function dryRunEvent(products: readonly SubmittedProduct[]): unknown {
  return eventOf(products, 'dryRun=true');
}

function eventOf(products: readonly SubmittedProduct[], query: string): unknown {
  const [only] = products;
  const isOne = products.length === 1;
  const event = httpApiEvent({
    path: isOne ? '/products' : '/products/batch',
    query,
    headers: { 'x-request-id': randomUUID() },
    body: isOne ? only : { items: products },
  });
  // The API has counted the request, so the processor doesn't.
  const requestContext = { ...event.requestContext, apiId: CATALOG_API_ID, requestId: newSubmissionId() };
  return { ...event, requestContext };
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
