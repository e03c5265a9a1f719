import {
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
} from '@async-catalog/aws-clients';
import { startTestCloud } from '@async-catalog/local-cloud/testing';
import { type ImportRecord, importSourceKey } from '@async-catalog/product-schema';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Upload } from '@aws-sdk/lib-storage';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Env } from '../config.ts';

const QUEUE = 'import-queue';

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/**
 * Starts everything that the splitter calls but the processor, and its clients. The environment stays stubbed until the
 * test file ends.
 */
export async function startCloud() {
  const environment = {
    IMPORT_TABLE_NAME: 'ImportTable',
    SUBMISSION_TABLE_NAME: 'SubmissionTable',
    PRODUCT_TABLE_NAME: 'ProductTable',
    REPORT_BUCKET_NAME: 'report-bucket',
    PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
  } satisfies Omit<z.input<typeof Env>, 'IMPORT_QUEUE_URL'>;
  const cloud = await startTestCloud({
    tables: [
      environment.IMPORT_TABLE_NAME,
      environment.SUBMISSION_TABLE_NAME,
      environment.PRODUCT_TABLE_NAME,
    ],
    queues: [QUEUE],
    buckets: [environment.REPORT_BUCKET_NAME],
  });
  const queueUrl = cloud.queueUrl(QUEUE);
  for (const [name, value] of Object.entries({
    ...cloud.environment,
    ...environment,
    IMPORT_QUEUE_URL: queueUrl,
  })) {
    vi.stubEnv(name, value);
  }
  const clients = {
    documents: createDocumentClient(),
    lambda: createLambdaClient(),
    s3: createS3Client(),
    sqs: createSqsClient(),
  };
  const Bucket = environment.REPORT_BUCKET_NAME;
  const TableName = environment.IMPORT_TABLE_NAME;

  return {
    ...clients,
    environment: { ...environment, IMPORT_QUEUE_URL: queueUrl },
    endpoints: cloud.emulators.endpoints,
    /** Stores a file and the record of its import. Returns the record, with the ETag and size of the file. */
    async addImport<Record extends ImportRecord>(record: Record, content: string | Uint8Array) {
      const Body = Buffer.from(content);
      const params = { Bucket, Key: importSourceKey(record.id), Body };
      const { ETag } = await new Upload({ client: clients.s3, params }).done();
      const stored = { ...record, etag: ETag ?? '', size: Body.byteLength };
      await clients.documents.send(new PutCommand({ TableName, Item: stored }));
      return stored;
    },
    async record(id: string): Promise<ImportRecord> {
      const { Item } = await clients.documents.send(new GetCommand({ TableName, Key: { id } }));
      return Item as ImportRecord;
    },
    object: (Key: string) => clients.s3.send(new GetObjectCommand({ Bucket, Key })),
    async text(Key: string): Promise<string> {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    /** Takes the bodies of the messages that are on the queue. */
    async messages(): Promise<unknown[]> {
      const { Messages = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown);
    },
    async close() {
      vi.unstubAllEnvs();
      for (const client of Object.values(clients)) {
        client.destroy();
      }
      await cloud.close();
    },
  };
}
