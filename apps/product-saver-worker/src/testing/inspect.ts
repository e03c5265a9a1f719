import {
  productIdOf,
  ProductItem,
  Report,
  reportKey,
  SubmissionRecord,
  type PutMessage,
} from '@async-catalog/product-schema';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Cloud } from './cloud.ts';

/** Reads what the worker stored, as other parts of the catalog do. */
export function inspect({ documents, s3, sqs, environment }: Cloud) {
  const get = async (TableName: string, id: string) =>
    (await documents.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }))).Item;

  const object = (Key: string) =>
    s3.send(new GetObjectCommand({ Bucket: environment.REPORT_BUCKET_NAME, Key }));

  return {
    object,

    async product({ submissionId, index, product: { sku } }: PutMessage) {
      const item = await get(environment.PRODUCT_TABLE_NAME, productIdOf({ submissionId, index, sku }));
      return item === undefined ? undefined : z.decode(ProductItem, item as z.input<typeof ProductItem>);
    },

    async record({ submissionId }: Pick<PutMessage, 'submissionId'>) {
      const item = await get(environment.SUBMISSION_TABLE_NAME, submissionId);
      return item === undefined ? undefined : SubmissionRecord.parse(item);
    },

    /** Reads the report of several items. */
    async report({ submissionId }: Pick<PutMessage, 'submissionId'>) {
      const { Body } = await object(reportKey(submissionId, 'json'));
      return Report.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    },

    /** Reads the text report of a single product. */
    async productReport({ submissionId, index, product: { sku } }: PutMessage) {
      const { Body } = await object(productIdOf({ submissionId, index, sku }));
      return Body?.transformToString();
    },

    async objectKeys(Prefix: string) {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: environment.REPORT_BUCKET_NAME, Prefix }),
      );
      return Contents.map(({ Key }) => Key ?? '');
    },

    /** Receives and deletes everything in the dead-letter queue. */
    async deadLetters() {
      const QueueUrl = environment.DEAD_LETTER_QUEUE_URL;
      const taken = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
        );
        if (Messages.length === 0) {
          return taken;
        }
        for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
          taken.push({ body: Body, attributes: MessageAttributes ?? {} });
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
  };
}
