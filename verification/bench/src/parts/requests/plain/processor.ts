/** The plain design's intake: checks a product by hand, and sends it. One invocation, one message. */
import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

export const handler = async ({ body }: { body: string }) => {
  const product = JSON.parse(body) as { name?: unknown; price?: unknown };
  if (typeof product.name !== 'string' || typeof product.price !== 'number') {
    return { statusCode: 400, body: JSON.stringify({ error: 'name and price are required' }) };
  }
  const id = randomUUID();
  await sqs.send(
    new SendMessageCommand({
      // oxlint-disable-next-line node/no-process-env -- a peer, written as its users would
      QueueUrl: process.env['PRODUCT_QUEUE_URL'],
      MessageBody: JSON.stringify({ ...product, id }),
    }),
  );
  return { statusCode: 202, body: JSON.stringify({ id }) };
};
