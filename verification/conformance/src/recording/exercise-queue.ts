import { sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { newSubmissionId, type QueueMessage } from '@async-catalog/product-schema';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Recording } from './exercise-catalog.ts';

const SOON = { timeout: 30_000, interval: 50 };

/**
 * Sends messages that the API never would: garbage, a superseded product, a duplicate, a product that the
 * table refuses at first, and a last delivery that can't be settled.
 */
export async function exerciseQueue(
  sqs: SQSClient,
  lambda: LambdaClient,
  { calls, lines }: Recording,
): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }));
  const send = async (MessageBody: string): Promise<void> =>
    void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })));
  const worker = (operation: string, resource: string) => (): boolean =>
    calls.some(
      (call) =>
        call.by === 'ProductSaverWorker' && call.operation === operation && call.resource === resource,
    );

  await send('garbage {');
  await send(message({ name: 'An older kettle', sku: 'K-1' }));
  await send(message({ name: 'throttled' }));
  await vi.waitUntil(worker('SendMessage', 'product-dead-letter-queue'), SOON);
  await vi.waitUntil(worker('GetItem', 'ProductTable'), SOON);
  await vi.waitUntil(worker('ChangeMessageVisibilityBatch', 'product-queue'), SOON);

  // Straight to the function: from the queue, the last delivery would come after minutes.
  await lambda.send(
    new InvokeCommand({
      FunctionName: 'ProductSaverWorker',
      Payload: JSON.stringify(
        sqsEvent([sqsRecord(message({ caller: 'unsettled' }), { receiveCount: LAST_DELIVERY })]),
      ),
    }),
  );
  await vi.waitUntil(worker('SendMessage', 'product-queue'), SOON);

  // The second time when the first is done: of two in one batch, the worker saves one.
  const twice = message({ name: 'twice' });
  const { submissionId } = JSON.parse(twice) as QueueMessage;
  for (const kind of ['created', 'repeated']) {
    await send(twice);
    await vi.waitUntil(
      () => lines.some((line) => line['submissionId'] === submissionId && kind in line),
      SOON,
    );
  }

  // A report of what two invocations found.
  const halves = [0, 1].map((index) => message({ name: 'in halves', index, total: 2, submissionId: HALVES }));
  for (const [index, half] of halves.entries()) {
    await send(half);
    await vi.waitUntil(
      () => lines.filter((line) => line['submissionId'] === HALVES && 'created' in line).length > index,
      SOON,
    );
  }
  await vi.waitUntil(
    () => lines.some((line) => line['submissionId'] === HALVES && line['message'] === 'Report written'),
    SOON,
  );
}

const HALVES = newSubmissionId();

/** The queue's maxReceiveCount. */
const LAST_DELIVERY = 100;

function message({
  name = 'Kettle',
  caller = 'anonymous',
  sku,
  submissionId = newSubmissionId(),
  index = 0,
  total = 1,
}: {
  name?: string;
  caller?: string;
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
    caller,
    acceptedAt: new Date(0).toISOString(),
    requestId: 'least-privilege',
    product: { name, price: 1, currency: 'USD', ...(sku !== undefined && { sku }) },
  } satisfies z.input<typeof QueueMessage>);
}
