import { createEntryReader } from '@async-catalog/caller-lists';
import { QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Cloud } from './cloud.ts';

/** Reads the results of the intake as the worker and the API do. */
export function inspect({ sqs, documents, s3, environment }: Cloud) {
  const queues = {
    'product-queue': environment.PRODUCT_QUEUE_URL,
    'product-bulk-queue': environment.PRODUCT_BULK_QUEUE_URL,
  };
  const TableName = environment.SUBMISSION_TABLE_NAME;

  const receive = async (QueueUrl: string): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length > 0) {
      const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    return Messages;
  };

  const messagesIn = async (queue: keyof typeof queues): Promise<QueueMessage[]> => {
    const url = queues[queue];
    const taken: QueueMessage[] = [];
    for (let batch = await receive(url); batch.length > 0; batch = await receive(url)) {
      taken.push(...batch.map(({ Body = '' }) => QueueMessage.parse(JSON.parse(Body))));
    }
    return taken.sort((a, b) => a.index - b.index);
  };

  return {
    /** Takes everything from one queue. */
    messagesIn,

    /** Takes everything from both queues. */
    async messages(): Promise<QueueMessage[]> {
      const taken = [...(await messagesIn('product-queue')), ...(await messagesIn('product-bulk-queue'))];
      return taken.sort((a, b) => a.index - b.index);
    },

    async record(id: string): Promise<SubmissionRecord | undefined> {
      const { Item } = await documents.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
      return Item === undefined ? undefined : SubmissionRecord.parse(Item);
    },

    /** Entries of a caller in the table of lists, from the newest. */
    async listed(caller: string): Promise<string[]> {
      const range = { name: 'submissions', caller, since: '2026-01-01', before: '2027-01-01' } as const;
      const entries = await createEntryReader(documents, environment.LIST_TABLE_NAME).newest(range, 100);
      return entries.map(({ position }) => position);
    },

    /** An object of the report bucket, which holds JSON. */
    async object(Key: string): Promise<unknown> {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: environment.REPORT_BUCKET_NAME, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '');
    },

    async recordCount(): Promise<number> {
      const { Count = 0 } = await documents.send(
        new ScanCommand({ TableName, ConsistentRead: true, Select: 'COUNT' }),
      );
      return Count;
    },
  };
}
