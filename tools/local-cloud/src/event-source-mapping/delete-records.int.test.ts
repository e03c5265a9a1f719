import type { DeleteMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';

import { deleteRecords } from './delete-records.ts';
import type { SqsRecord } from './sqs-record.ts';
import { setUpSqs } from './testing/set-up-sqs.ts';

async function setUp(count: number) {
  const cloud = await setUpSqs();
  onTestFinished(() => cloud.stop());
  const queue = await cloud.createQueue();
  await cloud.send(queue, Array.from({ length: count }, String));
  const records: SqsRecord[] = [];
  while (records.length < count) {
    for (const { MessageId = '', ReceiptHandle = '' } of await cloud.receive(queue)) {
      records.push({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        json: '{}',
        bytes: 2,
        receivedAt: 0,
      });
    }
  }
  return { queue, records, sqs: cloud.sqs, depth: () => cloud.depth(queue) };
}

/**
 * Makes SQS fail the first entry of the next `times` requests. Returns a list that gets each request's number
 * of entries.
 */
function failFirstEntry(sqs: SQSClient, times: number): number[] {
  const entryCounts: number[] = [];
  sqs.middlewareStack.add((next) => async (args) => {
    const { Entries: entries } = args.input as { Entries: DeleteMessageBatchRequestEntry[] };
    entryCounts.push(entries.length);
    if (entryCounts.length > times) {
      return next(args);
    }
    const [first, ...others] = entries;
    if (others.length > 0) {
      await next({ ...args, input: { ...args.input, Entries: others } });
    }
    const failed = { Id: first?.Id, Code: 'InternalError', Message: 'try again', SenderFault: false };
    return { response: undefined, output: { $metadata: {}, Successful: [], Failed: [failed] } };
  });
  return entryCounts;
}

it('deletes in tens', async () => {
  const { sqs, queue, records, depth } = await setUp(21);
  const entryCounts = failFirstEntry(sqs, 0);

  await deleteRecords(sqs, queue.url, records);

  expect(entryCounts).toEqual([10, 10, 1]);
  expect(depth()).toEqual({ ready: 0, hidden: 0 });
});

it('makes no request when there is nothing to delete', async () => {
  const { sqs, queue } = await setUp(0);
  const entryCounts = failFirstEntry(sqs, 0);

  await deleteRecords(sqs, queue.url, []);

  expect(entryCounts).toEqual([]);
});

it('retries entries that fail within a successful request', async () => {
  const { sqs, queue, records, depth } = await setUp(3);
  const entryCounts = failFirstEntry(sqs, 2);

  await deleteRecords(sqs, queue.url, records);

  expect(entryCounts).toEqual([3, 1, 1]);
  expect(depth()).toEqual({ ready: 0, hidden: 0 });
});

it('gives up after three requests, with an error', async () => {
  const { sqs, queue, records, depth } = await setUp(3);
  const entryCounts = failFirstEntry(sqs, 9);

  await expect(deleteRecords(sqs, queue.url, records)).rejects.toMatchObject({
    code: 'DELETE_FAILED',
    cause: { message: '1 entries failed: InternalError try again' },
  });
  expect(entryCounts).toEqual([3, 1, 1]);
  expect(depth()).toEqual({ ready: 0, hidden: 1 });
});

it('fails when a request fails', async () => {
  const { sqs, queue, records } = await setUp(1);

  await expect(deleteRecords(sqs, `${queue.url}-none`, records)).rejects.toMatchObject({
    code: 'DELETE_FAILED',
    cause: { name: 'QueueDoesNotExist' },
  });
});
