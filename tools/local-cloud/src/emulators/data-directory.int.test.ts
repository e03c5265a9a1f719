import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { PersistenceManager } from 'fauxqs/dist/persistence.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DataDirectoryError } from '../errors.ts';
import { queueUrl } from '../local-account.ts';
import { provision } from '../provisioning/provision.ts';
import { startEmulators } from './start-emulators.ts';
import { RESOURCES } from './testing/resources.ts';

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

async function start(dataDir: string) {
  const emulators = await startEmulators({ dataDir });
  onTestFinished(() => emulators.close());
  await provision(emulators, RESOURCES);
  const sqs = new SQSClient({ ...emulators.clientConfig('sqs'), maxAttempts: 1 });
  const receive = async (queue: string, options: { VisibilityTimeout?: number } = {}) => {
    const QueueUrl = queueUrl(emulators.endpoints.sqs, queue);
    const request = {
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All' as const],
      ...options,
    };
    return (await sqs.send(new ReceiveMessageCommand(request))).Messages ?? [];
  };
  return { emulators, sqs, receive, QueueUrl: queueUrl(emulators.endpoints.sqs, 'product-queue') };
}

/** Runs a process that fills the emulators in this directory, then kills it. */
async function fillAndKill(dataDir: string): Promise<void> {
  const script = new URL('testing/fill-and-wait.ts', import.meta.url);
  const child = fork(script, [dataDir], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout!, 'data'), exited]);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

describe('a data directory', () => {
  it('keeps everything when the process is killed, messages in flight included', async () => {
    const dataDir = await temporaryDirectory();
    await fillAndKill(dataDir);

    const { emulators, receive } = await start(dataDir);

    const received = await receive('product-queue');
    const counts = Object.fromEntries(
      received.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount]),
    );
    expect(counts).toEqual({ a: '2', b: '1', c: '1' });
    const s3 = new S3Client(emulators.clientConfig('s3'));
    const object = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: 'reports/1/report.txt' }));
    expect(await object.Body?.transformToString()).toBe('saved');
    const dynamodb = new DynamoDBClient(emulators.clientConfig('dynamodb'));
    const get = new GetItemCommand({ TableName: 'ProductTable', Key: { id: { S: '1' } } });
    expect(await dynamodb.send(get)).toHaveProperty('Item.id.S', '1');
  });

  it('gives working queue URLs on whatever port it is opened', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, MessageBody: 'a' }));
    await first.emulators.close();

    const second = await start(dataDir);

    expect(second.QueueUrl).not.toBe(first.QueueUrl);
    expect(await second.sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }))).toMatchObject({
      QueueUrl: second.QueueUrl,
    });
    expect(await second.receive('product-queue')).toMatchObject([{ Body: 'a' }]);
  });

  it('makes messages visible again that were received but not deleted', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, MessageBody: 'a' }));
    await first.receive('product-queue');
    await first.emulators.close();

    const second = await start(dataDir);

    expect(await second.receive('product-queue')).toMatchObject([
      { Body: 'a', Attributes: { ApproximateReceiveCount: '2' } },
    ]);
  });

  it('keeps the delay of a delayed message', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    const delayed = { QueueUrl: first.QueueUrl, MessageBody: 'a', DelaySeconds: 60 };
    await first.sqs.send(new SendMessageCommand(delayed));
    await first.emulators.close();

    const second = await start(dataDir);

    expect(await second.receive('product-queue')).toEqual([]);
  });

  it('does not bring back deleted messages', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, MessageBody: 'a' }));
    const [message] = await first.receive('product-queue');
    const { ReceiptHandle } = message!;
    await first.sqs.send(new DeleteMessageCommand({ QueueUrl: first.QueueUrl, ReceiptHandle }));
    await first.emulators.close();

    const second = await start(dataDir);

    expect(await second.receive('product-queue')).toEqual([]);
  });

  it('makes a message visible at once when its visibility timeout is set to 0', async () => {
    const { sqs, receive, QueueUrl } = await start(await temporaryDirectory());
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const [message] = await receive('product-queue');

    const change = { QueueUrl, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(change));

    expect(await receive('product-queue')).toMatchObject([
      { Body: 'a', Attributes: { ApproximateReceiveCount: '2' } },
    ]);
  });

  it('moves a message that was received too often to the dead-letter queue', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, MessageBody: 'a' }));
    await first.receive('product-queue', { VisibilityTimeout: 0 });
    await first.receive('product-queue', { VisibilityTimeout: 0 });
    expect(await first.receive('product-queue')).toEqual([]);
    await first.emulators.close();

    const second = await start(dataDir);

    expect(await second.receive('product-queue')).toEqual([]);
    expect(await second.receive('dead-letters')).toMatchObject([{ Body: 'a' }]);
  });

  it('keeps a message in one of the two queues when its move to the dead-letter queue is interrupted', async () => {
    const dataDir = await temporaryDirectory();
    const first = await start(dataDir);
    await first.sqs.send(new SendMessageCommand({ QueueUrl: first.QueueUrl, MessageBody: 'a' }));
    await first.receive('product-queue', { VisibilityTimeout: 0 });
    await first.receive('product-queue', { VisibilityTimeout: 0 });
    const insertion = vi.spyOn(PersistenceManager.prototype, 'insertMessage').mockImplementationOnce(() => {
      throw new Error('the disk is full');
    });
    await expect(first.receive('product-queue')).rejects.toThrow('the disk is full');
    insertion.mockRestore();
    await first.emulators.close();

    const second = await start(dataDir);

    await second.receive('product-queue');
    expect(await second.receive('dead-letters')).toMatchObject([{ Body: 'a' }]);
  });

  it('refuses a second local cloud until the first one is closed', async () => {
    const dataDir = await temporaryDirectory();
    const { emulators } = await start(dataDir);

    const starting = startEmulators({ dataDir });

    await expect(starting).rejects.toThrow(DataDirectoryError);
    await expect(starting).rejects.toThrow(`The data directory ${dataDir} is used by another local cloud.`);
    await emulators.close();
    await expect(start(dataDir)).resolves.toBeDefined();
  });

  it('keeps what it has from other users, although they may read the directory itself', async () => {
    const dataDir = await temporaryDirectory();
    await chmod(dataDir, 0o755);
    // As earlier versions made it.
    await mkdir(join(dataDir, 'dynalite'), { mode: 0o755 });
    await start(dataDir);

    const modes = await Promise.all(
      ['fauxqs', 'dynalite'].map(async (name) => (await stat(join(dataDir, name))).mode & 0o777),
    );

    expect(modes).toEqual([0o700, 0o700]);
  });

  it('is refused when it belongs to another user', async () => {
    const dataDir = await temporaryDirectory();
    const { uid } = await stat(dataDir);
    const getuid = vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
    onTestFinished(() => getuid.mockRestore());

    await expect(startEmulators({ dataDir })).rejects.toThrow(
      `The data directory ${dataDir} cannot be used: it belongs to another user.`,
    );
  });

  it('is refused when it is a file', async () => {
    const path = join(await temporaryDirectory(), 'file');
    await writeFile(path, '');

    await expect(startEmulators({ dataDir: path })).rejects.toThrow(
      `The data directory ${path} cannot be used: `,
    );
  });
});
