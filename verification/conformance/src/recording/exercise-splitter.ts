import { sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { buildChunk, type Import, reportKey } from '@async-catalog/product-schema';
import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { LogLine } from './exercise-catalog.ts';
import { createImportClient } from './exercise-imports.ts';

const SOON = { timeout: 300_000, interval: 50 };
const LONG_AGO = new Date(0).toISOString();

export interface SplitterClients {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
}

/**
 * Makes the splitter meet what no consumer can cause: a file that reads differently, one that it gives up, a chunk whose
 * report is older than its record, and one that was never queued.
 */
export async function exerciseSplitter(
  url: string,
  { sqs, lambda, dynamodb, s3 }: SplitterClients,
  { bucket, lines }: { readonly bucket: string; readonly lines: readonly LogLine[] },
): Promise<void> {
  const { send, ended } = createImportClient(url);
  const update = (
    { importId }: Import,
    UpdateExpression: string,
    value: AttributeValue,
    ExpressionAttributeNames?: Record<string, string>,
  ) =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName: 'ImportTable',
        Key: { id: { S: importId } },
        UpdateExpression,
        ExpressionAttributeValues: { ':value': value },
        ExpressionAttributeNames,
      }),
    );
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'import-queue' }));
  const queue = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const logged = (text: string, { importId }: Import, times = 1) =>
    vi.waitUntil(
      () => lines.filter((line) => line['message'] === text && line['importId'] === importId).length >= times,
      SOON,
    );

  const changed = await ended(await send('', 'sku,name,price\nI-9,Cup,1'));
  await update(
    changed,
    'SET mapping.op = :value REMOVE #checkpoint, chunkTotal',
    { S: 'delete' },
    {
      '#checkpoint': 'checkpoint',
    },
  );
  await queue(message(changed, 'read'));
  await logged('Chunk not deterministic', changed);

  const stuck = await send('', 'sku,name,price\nI-8,never submitted,1');
  await logged('Import task failed', stuck);
  await update(stuck, 'SET begunAt = :value', { S: LONG_AGO });
  // Straight to the function: from the queue, it would be received so often only after hours.
  const often = sqsRecord(message(stuck, 'read'), {
    receiveCount: 30,
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:import-queue',
  });
  await lambda.send(
    new InvokeCommand({ FunctionName: 'FileSplitter', Payload: JSON.stringify(sqsEvent([often])) }),
  );
  await logged('Import given up', stuck);

  const settled = await ended(await send('', 'sku,name,price\nI-7,Mug,1'));
  const { submissionId } = buildChunk(settled.importId, 0, settled.startedAt ?? '');
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: reportKey(submissionId, 'json'), Body: '{}' }));
  await update(settled, 'SET chunks.#chunk.settlements = :value', { N: '99' }, { '#chunk': '0' });
  await queue(message(settled, 'finish'));
  await logged('Import reported', settled, 2);

  const left = await ended(await send('', 'sku,name,price\nI-6,Jug,1'));
  const chunk = buildChunk(left.importId, 0, left.startedAt ?? '');
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'SubmissionTable',
      Key: { id: { S: chunk.submissionId } },
      UpdateExpression: 'REMOVE queuedAt, saved',
    }),
  );
  await update(
    left,
    'SET progressAt = :value REMOVE #checkpoint',
    { S: LONG_AGO },
    { '#checkpoint': 'checkpoint' },
  );
  await queue(message(left, 'finish'));
  await logged('Import reported', left, 2);
}

function message({ importId }: Import, task: 'read' | 'finish'): string {
  return JSON.stringify({ version: 1, importId, task });
}
