import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PortInUseError } from '../errors.ts';
import { queueUrl } from '../local-account.ts';
import { provision } from '../provisioning/provision.ts';
import { startEmulators, type EmulatorOptions } from './start-emulators.ts';
import { RESOURCES } from './testing/resources.ts';

const MESSAGE_LIMIT_BYTES = 1_048_576;

async function setUp(options?: EmulatorOptions) {
  const emulators = await startEmulators(options);
  onTestFinished(() => emulators.close());
  await provision(emulators, RESOURCES);
  return {
    emulators,
    sqs: new SQSClient({ ...emulators.clientConfig('sqs'), maxAttempts: 1 }),
    s3: new S3Client(emulators.clientConfig('s3')),
    dynamodb: new DynamoDBClient(emulators.clientConfig('dynamodb')),
    QueueUrl: queueUrl(emulators.endpoints.sqs, 'product-queue'),
  };
}

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

/** Occupies a port with another server. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Sends the first part of a request. */
async function beginRequest(endpoint: string): Promise<Socket> {
  const socket = connect(portOf(endpoint), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"TableName"');
  return socket;
}

function portOf(endpoint: string): number {
  return Number(new URL(endpoint).port);
}

describe('startEmulators', () => {
  it('answers SDK clients of SQS, S3 and DynamoDB', async () => {
    const { sqs, s3, dynamodb, QueueUrl } = await setUp();

    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a product' }));
    await s3.send(new PutObjectCommand({ Bucket: 'reports', Key: 'réports/é 1.txt', Body: 'saved' }));
    await dynamodb.send(new PutItemCommand({ TableName: 'ProductTable', Item: { id: { S: '1' } } }));

    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: 'réports/é 1.txt' }));
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: 'ProductTable', Key: { id: { S: '1' } } }),
    );
    expect(Messages).toMatchObject([{ Body: 'a product' }]);
    expect(await Body?.transformToString()).toBe('saved');
    expect(Item).toEqual({ id: { S: '1' } });
  });

  it("configures clients by the SDK's own variables, too", async () => {
    const { emulators } = await setUp();

    expect(emulators.environment).toEqual({
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SQS: emulators.endpoints.sqs,
      AWS_ENDPOINT_URL_S3: emulators.endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: emulators.endpoints.dynamodb,
    });
  });

  it("gives queue URLs at the endpoint's own address, since the SDK sends to whatever host they name", async () => {
    const { emulators, sqs, QueueUrl } = await setUp();

    expect(await sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }))).toMatchObject({
      QueueUrl,
    });
    expect(QueueUrl).toBe(`${emulators.endpoints.sqs}/000000000000/product-queue`);
  });

  it('listens on loopback only', async () => {
    const { emulators } = await setUp();

    for (const endpoint of [emulators.endpoints.sqs, emulators.endpoints.dynamodb]) {
      // All of 127.0.0.0/8 is this machine: a server on every interface would answer here, too.
      const socket = connect(portOf(endpoint), '127.0.0.2');
      await expect(once(socket, 'connect')).rejects.toThrow(
        /ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH|ETIMEDOUT/,
      );
    }
  });

  it.each([
    ['aws', 'SQS and S3'],
    ['dynamodb', 'DynamoDB'],
  ])('names the port of %s that is in use, and the variable that changes it', async (service, name) => {
    const port = await takenPort();

    const starting = startEmulators({ ports: { aws: 0, dynamodb: 0, [service]: port } });

    await expect(starting).rejects.toThrow(PortInUseError);
    await expect(starting).rejects.toThrow(`Port ${port} (${name}) is in use. Set LOCAL_CLOUD_PORT`);
  });

  it('releases its ports when it cannot start', async () => {
    const taken = await takenPort();
    const { emulators } = await setUp();
    const aws = portOf(emulators.endpoints.sqs);
    await emulators.close();

    await expect(startEmulators({ ports: { aws, dynamodb: taken } })).rejects.toThrow(PortInUseError);

    const again = await startEmulators({ ports: { aws, dynamodb: 0 } });
    await again.close();
    expect(portOf(again.endpoints.sqs)).toBe(aws);
  });

  it('starts no emulator for a service that runs elsewhere', async () => {
    const port = await takenPort();
    const ports = { aws: port, dynamodb: port };
    const endpoints = { sqs: 'http://sqs:1', s3: 'http://s3:1', dynamodb: 'http://dynamodb:1' };

    const emulators = await startEmulators({ ports, endpoints });
    await emulators.close();

    expect(emulators.endpoints).toEqual(endpoints);
  });

  it('starts SQS alone when S3 runs elsewhere', async () => {
    const emulators = await startEmulators({ endpoints: { s3: 'http://s3:1' } });
    await emulators.close();

    expect(emulators.endpoints.s3).toBe('http://s3:1');
    expect(emulators.endpoints.sqs).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('SQS', () => {
  it('returns any text that SQS accepts, including characters beyond the basic plane', async () => {
    const { sqs, QueueUrl } = await setUp();
    const allowed = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u.test(text));

    await fc.assert(
      fc.asyncProperty(allowed, async (MessageBody) => {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
        const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
        expect(Messages).toMatchObject([{ Body: MessageBody }]);
      }),
      { examples: [['🎸 guitare électrique, 吉他, 𠮷']], numRuns: 30 },
    );
  });

  it.each([
    ['a control character', '\u0001'],
    ['half a character', '\ud83c'],
    ['a non-character', '\uffff'],
  ])('refuses %s', async (_, MessageBody) => {
    const { sqs, QueueUrl } = await setUp();

    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))).rejects.toThrow(
      'Invalid characters',
    );
  });

  it('counts a message as visible as soon as its visibility timeout is over', async () => {
    const { sqs, QueueUrl } = await setUp();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));

    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );

    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('takes a message group on a standard queue, alone and in a batch', async () => {
    const { sqs, QueueUrl } = await setUp();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', MessageGroupId: 'import-1' }));
    const Entries = ['b', 'c'].map((MessageBody) => ({
      Id: MessageBody,
      MessageBody,
      MessageGroupId: 'import-2',
    }));
    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(Failed ?? []).toEqual([]);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['a', 'b', 'c']);
  });

  it('takes messages of up to 1 MiB', async () => {
    const { sqs, QueueUrl } = await setUp();
    const send = (bytes: number) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(bytes) }));

    await expect(send(MESSAGE_LIMIT_BYTES + 1)).rejects.toThrow('must be shorter than 1048576 bytes');
    await expect(send(MESSAGE_LIMIT_BYTES)).resolves.toHaveProperty('MessageId');
  });

  it('takes batches of up to 10 messages', async () => {
    const { sqs, QueueUrl } = await setUp();
    const send = (count: number) => {
      const Entries = Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: 'x' }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    };

    await expect(send(11)).rejects.toThrow('Maximum number of entries per request are 10');
    await expect(send(10)).resolves.toHaveProperty('Successful.length', 10);
  });

  it('takes batches of up to 1 MiB', async () => {
    const { sqs, QueueUrl } = await setUp();
    const send = (bytes: number) => {
      const Entries = [bytes - 1000, 1000].map((size, index) => ({
        Id: `${index}`,
        MessageBody: 'x'.repeat(size),
      }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    };

    await expect(send(MESSAGE_LIMIT_BYTES + 1)).rejects.toThrow('cannot be longer than 1048576 bytes');
    await expect(send(MESSAGE_LIMIT_BYTES)).resolves.toHaveProperty('Successful.length', 2);
  });
});

describe('DynamoDB', () => {
  it('survives a client that hangs up in the middle of a request', async () => {
    const { emulators, dynamodb } = await setUp();
    const socket = await beginRequest(emulators.endpoints.dynamodb);
    // An answer to this request shows that the server has also read the beginning of the other one.
    await dynamodb.send(new ListTablesCommand());

    socket.destroy();
    await once(socket, 'close');

    expect(await dynamodb.send(new ListTablesCommand())).toMatchObject({ TableNames: ['ProductTable'] });
  });
});

describe('close', () => {
  it('answers pending receives at once', async () => {
    const { sqs, emulators, QueueUrl } = await setUp();
    const startedAt = performance.now();
    const polling = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }));

    await emulators.close();

    await expect(polling).resolves.not.toHaveProperty('Messages');
    // It would wait as long as it was asked to.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('answers every pending write, and does not wait for idle connections', async () => {
    // On disk, an answer takes a while.
    const { emulators, dynamodb } = await setUp({ dataDir: await temporaryDirectory() });
    const write = (id: number) =>
      dynamodb.send(new PutItemCommand({ TableName: 'ProductTable', Item: { id: { S: `${id}` } } }));
    const twenty = Array.from({ length: 20 }, (_, id) => id);
    await Promise.all(twenty.map(write));
    const writes = twenty.map(write);
    await Promise.race(writes);
    const startedAt = performance.now();

    await emulators.close();

    await expect(Promise.all(writes)).resolves.toHaveLength(20);
    // SQS keeps the idle connection of its client for 72 s, if it may.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  it('does not wait for requests that are never completed', async () => {
    const { emulators, sqs, dynamodb } = await setUp();
    const sockets = await Promise.all(
      [emulators.endpoints.sqs, emulators.endpoints.dynamodb].map(beginRequest),
    );
    const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
    await sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }));
    await dynamodb.send(new ListTablesCommand());
    const startedAt = performance.now();

    await emulators.close();

    await closed;
    // Node waits for minutes for the rest of a request.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  it('may be called twice, at once or later', async () => {
    const { emulators } = await setUp();

    await Promise.all([emulators.close(), emulators.close()]);

    await expect(emulators.close()).resolves.toBeUndefined();
  });
});

it('fails every call of DynamoDB while it is out, and nothing else', async () => {
  let out = false;
  const { dynamodb, s3, emulators } = await setUp({ faults: { tablesOut: () => out } });
  const impatient = new DynamoDBClient({ ...emulators.clientConfig('dynamodb'), maxAttempts: 1 });

  out = true;
  await expect(impatient.send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'InternalServerError',
    $metadata: { httpStatusCode: 500 },
  });
  await expect(
    s3.send(new PutObjectCommand({ Bucket: RESOURCES.buckets?.[0]?.name, Key: 'a', Body: 'b' })),
  ).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  out = false;

  await expect(dynamodb.send(new ListTablesCommand({}))).resolves.toHaveProperty('TableNames');
});

it('throttles reads and writes of items as asked, and no other call of DynamoDB', async () => {
  let throttled = false;
  const { emulators } = await setUp({ faults: { throttleTables: () => throttled } });
  const impatient = new DynamoDBClient({ ...emulators.clientConfig('dynamodb'), maxAttempts: 1 });
  const Key = { id: { S: 'none' } };
  const read = () => impatient.send(new GetItemCommand({ TableName: RESOURCES.tables?.[0]?.name, Key }));

  throttled = true;
  await expect(read()).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(impatient.send(new ListTablesCommand({}))).resolves.toHaveProperty('TableNames');
  throttled = false;

  await expect(read()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

it('fails every call of S3 while it is out, and none of SQS', async () => {
  let out = false;
  const { sqs, emulators, QueueUrl } = await setUp({ faults: { bucketOut: () => out } });
  const impatient = new S3Client({ ...emulators.clientConfig('s3'), maxAttempts: 1 });
  const Bucket = RESOURCES.buckets?.[0]?.name;
  const write = () => impatient.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'b' }));

  out = true;
  await expect(write()).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
  await expect(impatient.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toThrow('internal error');
  await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'b' }))).resolves.toHaveProperty(
    'MessageId',
  );
  out = false;

  await expect(write()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});
