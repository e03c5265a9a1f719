import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulators } from '../emulators/start-emulators.ts';
import { ResourceConflictError } from '../errors.ts';
import { localArn, queueUrl } from '../local-account.ts';
import type { TableSpec } from '../model.ts';
import { provision } from './provision.ts';

const RedrivePolicy = JSON.stringify({
  deadLetterTargetArn: localArn('sqs', 'dead-letters'),
  maxReceiveCount: 5,
});

const table = {
  name: 'ProductTable',
  keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  attributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'brand', AttributeType: 'S' },
  ],
  globalSecondaryIndexes: [
    {
      IndexName: 'byBrand',
      KeySchema: [{ AttributeName: 'brand', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['price'] },
    },
  ],
} satisfies TableSpec;

async function setUp() {
  const emulators = await startEmulators();
  onTestFinished(() => emulators.close());
  const sqs = new SQSClient(emulators.clientConfig('sqs'));
  return {
    emulators,
    sqs,
    s3: new S3Client(emulators.clientConfig('s3')),
    dynamodb: new DynamoDBClient(emulators.clientConfig('dynamodb')),
    QueueUrl: queueUrl(emulators.endpoints.sqs, 'product-queue'),
    attributes: async (name: string) => {
      const QueueUrl = queueUrl(emulators.endpoints.sqs, name);
      return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })))
        .Attributes;
    },
  };
}

describe('provision', () => {
  it('gives queues their attributes', async () => {
    const { emulators, attributes } = await setUp();

    await provision(emulators, {
      queues: [
        { name: 'product-queue', attributes: { VisibilityTimeout: '180', RedrivePolicy } },
        { name: 'dead-letters', attributes: { MessageRetentionPeriod: '1209600' } },
      ],
    });

    expect(await attributes('product-queue')).toMatchObject({ VisibilityTimeout: '180', RedrivePolicy });
    expect(await attributes('dead-letters')).toMatchObject({ MessageRetentionPeriod: '1209600' });
  });

  it('updates the attributes of an existing queue, and keeps its messages', async () => {
    const { emulators, sqs, QueueUrl, attributes } = await setUp();
    await provision(emulators, {
      queues: [{ name: 'product-queue', attributes: { VisibilityTimeout: '180', DelaySeconds: '0' } }],
    });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

    await provision(emulators, {
      queues: [{ name: 'product-queue', attributes: { VisibilityTimeout: '60' } }],
    });

    expect(await attributes('product-queue')).toMatchObject({ VisibilityTimeout: '60' });
    expect(await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).toMatchObject({
      Messages: [{ Body: 'a' }],
    });
  });

  it('resets attributes that are no longer declared', async () => {
    const { emulators, attributes } = await setUp();
    const declared = {
      VisibilityTimeout: '180',
      DelaySeconds: '5',
      ReceiveMessageWaitTimeSeconds: '20',
      RedrivePolicy,
    };
    await provision(emulators, { queues: [{ name: 'product-queue', attributes: declared }] });

    await provision(emulators, { queues: [{ name: 'product-queue', attributes: {} }] });

    const undone = await attributes('product-queue');
    expect(undone).toMatchObject({
      VisibilityTimeout: '30',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
    });
    expect(undone).not.toHaveProperty('RedrivePolicy');
  });

  it('creates tables with their indexes, ready for use', async () => {
    const { emulators, dynamodb } = await setUp();

    await provision(emulators, { tables: [table] });

    const Item = { id: { S: '1' }, brand: { S: 'Acme' }, price: { N: '5' }, name: { S: 'Anvil' } };
    await dynamodb.send(new PutItemCommand({ TableName: 'ProductTable', Item }));
    const query = new QueryCommand({
      TableName: 'ProductTable',
      IndexName: 'byBrand',
      KeyConditionExpression: 'brand = :brand',
      ExpressionAttributeValues: { ':brand': { S: 'Acme' } },
    });
    expect((await dynamodb.send(query)).Items).toEqual([
      { id: { S: '1' }, brand: { S: 'Acme' }, price: { N: '5' } },
    ]);
  });

  it('leaves existing resources and their contents alone', async () => {
    const { emulators, dynamodb, s3 } = await setUp();
    const resources = { tables: [table], buckets: [{ name: 'reports' }] };
    await provision(emulators, resources);
    await dynamodb.send(new PutItemCommand({ TableName: 'ProductTable', Item: { id: { S: '1' } } }));
    await s3.send(new PutObjectCommand({ Bucket: 'reports', Key: 'a', Body: 'saved' }));

    await provision(emulators, resources);

    const get = new GetItemCommand({ TableName: 'ProductTable', Key: { id: { S: '1' } } });
    expect(await dynamodb.send(get)).toHaveProperty('Item');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: 'a' }));
    expect(await Body?.transformToString()).toBe('saved');
  });

  it.each<[string, Partial<TableSpec>, string]>([
    ['another key', { keySchema: [{ AttributeName: 'brand', KeyType: 'HASH' }] }, 'key brand (S, HASH)'],
    [
      'a key of another type',
      { attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }] },
      'key id (N, HASH)',
    ],
    ['other indexes', { globalSecondaryIndexes: [] }, 'key id (S, HASH) is declared'],
  ])('refuses an existing table with %s', async (_, changes, declared) => {
    const { emulators } = await setUp();
    await provision(emulators, { tables: [table] });

    const provisioning = provision(emulators, { tables: [{ ...table, ...changes }] });

    await expect(provisioning).rejects.toThrow(ResourceConflictError);
    await expect(provisioning).rejects.toThrow(
      'Table ProductTable exists with key id (S, HASH); index byBrand on brand (S, HASH) with INCLUDE price, but ',
    );
    await expect(provisioning).rejects.toThrow(declared);
  });

  it('refuses an SQS with another account, because functions would get queue URLs that do not exist', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ QueueUrl: 'http://localhost/123456789012/product-queue' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const sqs = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const emulators = await startEmulators({ endpoints: { sqs } });
    onTestFinished(() => emulators.close());

    await expect(
      provision(emulators, { queues: [{ name: 'product-queue', attributes: {} }] }),
    ).rejects.toThrow(`has queue product-queue at http://localhost/123456789012/product-queue`);
  });
});
