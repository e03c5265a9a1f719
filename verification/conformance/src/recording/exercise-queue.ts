import { sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { newSubmissionId, type QueueMessage } from '@async-catalog/product-schema';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Recording } from './exercise-catalog.ts';

const SOON = { timeout: 300_000, interval: 50 };

/**
 * Sends messages that the API never would: garbage, a superseded product, a duplicate, and products that the
 * table refuses at first.
 */
export async function exerciseQueue(
  sqs: SQSClient,
  lambda: LambdaClient,
  { calls, lines }: Recording,
): Promise<void> {
  const send = async (MessageBody: string, QueueName = 'product-queue'): Promise<void> => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  const worker = (operation: string, resource: string) => (): boolean =>
    calls.some(
      (call) =>
        call.by === 'ProductSaverWorker' && call.operation === operation && call.resource === resource,
    );
  /** Counts the lines that say that items of a submission were `created`, `repeated` … */
  const saves = (submissionId: string, kind: string): number =>
    lines
      .flatMap(({ submissions }) => (submissions ?? []) as readonly Readonly<Record<string, unknown>>[])
      .filter((request) => request['submissionId'] === submissionId && kind in request).length;

  await send('garbage {');
  await send(message({ name: 'An older kettle', sku: 'K-1' }));
  await vi.waitUntil(worker('SendMessage', 'product-dead-letter-queue'), SOON);
  await vi.waitUntil(worker('GetItem', 'ProductTable'), SOON);
  await send(message({ name: 'throttled in product-queue' }));
  await vi.waitUntil(() => lines.some((line) => line['message'] === 'Retries not delayed'), SOON);
  // Straight to the function: from the queue, it would be received so often only after minutes.
  const often = sqsRecord(message({ name: 'throttled in nothing' }), { receiveCount: 5 });
  await lambda.send(
    new InvokeCommand({ FunctionName: 'ProductSaverWorker', Payload: JSON.stringify(sqsEvent([often])) }),
  );
  for (const queue of ['product-queue', 'product-bulk-queue']) {
    const alone = sqsRecord(message({ name: 'handled alone' }), {
      receiveCount: 6,
      eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    });
    await lambda.send(
      new InvokeCommand({ FunctionName: 'ProductSaverWorker', Payload: JSON.stringify(sqsEvent([alone])) }),
    );
    await vi.waitUntil(worker('DeleteMessage', queue), SOON);
    await send(message({ name: `throttled in ${queue}` }), queue);
    await vi.waitUntil(worker('ChangeMessageVisibilityBatch', queue), SOON);
  }

  // The second time when the first is done: of two in one batch, the worker saves one.
  const twice = message({ name: 'twice' });
  const { submissionId } = JSON.parse(twice) as QueueMessage;
  for (const kind of ['created', 'repeated']) {
    await send(twice);
    await vi.waitUntil(() => saves(submissionId, kind) > 0, SOON);
  }

  // A report of what two invocations found.
  const halves = [0, 1].map((index) => message({ name: 'in halves', index, total: 2, submissionId: HALVES }));
  for (const [index, half] of halves.entries()) {
    await send(half);
    await vi.waitUntil(() => saves(HALVES, 'created') > index, SOON);
  }
  await vi.waitUntil(
    () => lines.some((line) => line['submissionId'] === HALVES && line['message'] === 'Report written'),
    SOON,
  );
}

const HALVES = newSubmissionId();

function message({
  name = 'Kettle',
  sku,
  submissionId = newSubmissionId(),
  index = 0,
  total = 1,
}: {
  name?: string;
  sku?: string;
  submissionId?: QueueMessage['submissionId'];
  index?: number;
  total?: number;
}) {
  return JSON.stringify({
    version: 1,
    submissionId,
    index,
    total,
    caller: 'anonymous',
    acceptedAt: new Date(0).toISOString(),
    requestId: 'least-privilege',
    product: { name, price: 1, currency: 'USD', ...(sku !== undefined && { sku }) },
  } satisfies z.input<typeof QueueMessage>);
}
