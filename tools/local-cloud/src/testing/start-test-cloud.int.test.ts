import { PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { startTestCloud } from './start-test-cloud.ts';

describe('startTestCloud', () => {
  it('has the tables, queues and buckets of the spec', async () => {
    await using cloud = await startTestCloud({ tables: ['Table'], queues: ['q'], buckets: ['bucket'] });
    const dynamodb = new DynamoDBClient(cloud.clientConfig('dynamodb'));
    const s3 = new S3Client(cloud.clientConfig('s3'));
    const sqs = new SQSClient(cloud.clientConfig('sqs'));

    await dynamodb.send(new PutItemCommand({ TableName: 'Table', Item: { id: { S: '1' } } }));
    await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: 'text' }));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'q' }));

    expect(QueueUrl).toBe(cloud.queueUrl('q'));
    for (const client of [dynamodb, s3, sqs]) {
      client.destroy();
    }
  });

  it('starts no emulator that the spec does not need', async () => {
    await using cloud = await startTestCloud({ queues: [] });
    const sqs = new SQSClient(cloud.clientConfig('sqs'));

    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
    expect(cloud.environment['AWS_ENDPOINT_URL_DYNAMODB']).toBe('http://127.0.0.1:9');
    sqs.destroy();
  });
});
