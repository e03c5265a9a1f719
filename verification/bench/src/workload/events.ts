import { randomUUID } from 'node:crypto';
import { newSubmissionId, type QueueMessage } from '@async-catalog/product-schema';
import type { SubmittedProduct } from './products.ts';

/** What the API hands to the processor, for one product or for a batch. */
export function intakeEvent(products: readonly SubmittedProduct[]): unknown {
  const [only] = products;
  const path = products.length === 1 ? '/products' : '/products/batch';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', 'x-request-id': randomUUID() },
    requestContext: { http: { method: 'POST', path }, requestId: randomUUID() },
    body: JSON.stringify(products.length === 1 ? only : { items: products }),
    isBase64Encoded: false,
  };
}

/** What the queue holds of one submission of these products, from its first message to its last. */
export function messagesOf(products: readonly SubmittedProduct[]): QueueMessage[] {
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
    product: { currency: 'USD', ...product } as unknown as QueueMessage['product'],
  }));
}

/** One batch, as Lambda hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function queueEvent(messages: readonly unknown[]): unknown {
  return {
    Records: messages.map((message) => ({
      messageId: randomUUID(),
      receiptHandle: randomUUID(),
      body: JSON.stringify(message),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1769851800000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1769851800001',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
      awsRegion: 'us-east-1',
    })),
  };
}
