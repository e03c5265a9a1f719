import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EventSourceMappingError } from './event-source-mapping/event-source-mapping-error.ts';
import { PortInUseError, UnsupportedTemplateError } from './errors.ts';
import { CREDENTIALS, queueUrl } from './local-account.ts';
import { startLocalCloud, type LocalCloudOptions } from './start-local-cloud.ts';
import { writeAssembly } from './testing/assembly-builder.ts';

/**
 * Writes an object for every message, with the size of its batch; answers other events with its environment.
 */
const WORKER = `export async function handler({ Records }) {
  const { AWS_ENDPOINT_URL_S3, BUCKET, PAUSE_MS } = process.env;
  if (Records === undefined) {
    console.log('{"message":"asked"}');
    return process.env;
  }
  await new Promise((resolve) => setTimeout(resolve, Number(PAUSE_MS)));
  for (const { body } of Records) {
    await fetch(AWS_ENDPOINT_URL_S3 + '/' + BUCKET + '/' + body, { method: 'PUT', body: String(Records.length) });
  }
}`;

interface Settings {
  readonly queue?: object;
  readonly mapping?: object;
  readonly pauseMs?: number;
}

/** Settings for a cloud that closes at once, because no poll is running. */
const notPolling: Settings = { mapping: { Enabled: false } };

const writeParameter = (name: string, Value: unknown) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: name, Type: 'String', Value },
});
const readParameter = (Default: string) => ({ Type: 'AWS::SSM::Parameter::Value<String>', Default });

/**
 * Builds a stack with a queue and a bucket, and one with a function that reads from the queue and writes to
 * the bucket.
 */
function stacks({ queue = {}, mapping = {}, pauseMs = 0 }: Settings) {
  return {
    data: {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'product-queue', ...queue } },
        Bucket: { Type: 'AWS::S3::Bucket' },
        QueueArn: writeParameter('/queue/arn', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
        BucketName: writeParameter('/bucket/name', { Ref: 'Bucket' }),
      },
    },
    worker: {
      Parameters: { QueueArn: readParameter('/queue/arn'), BucketName: readParameter('/bucket/name') },
      Resources: {
        Worker: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            FunctionName: 'Worker',
            Code: { S3Key: 'worker.zip' },
            Handler: 'index.handler',
            Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
            Environment: { Variables: { BUCKET: { Ref: 'BucketName' }, PAUSE_MS: pauseMs } },
          },
        },
        Filter: {
          Type: 'AWS::Logs::MetricFilter',
          Properties: {
            FilterPattern: '{ ($.message = "asked") }',
            LogGroupName: '/aws/lambda/Worker',
            MetricTransformations: [{ MetricNamespace: 'Workers', MetricName: 'Asked', MetricValue: '1' }],
          },
        },
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: { Ref: 'QueueArn' }, FunctionName: { Ref: 'Worker' }, ...mapping },
        },
      },
    },
  };
}

async function setUp() {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const assemblyDir = join(directory, 'cdk.out');
  await mkdir(join(assemblyDir, 'asset.worker'), { recursive: true });
  await writeFile(join(assemblyDir, 'asset.worker', 'index.mjs'), WORKER);
  return {
    dataDir: join(directory, 'data'),
    start: async (settings: Settings = {}, options: Partial<LocalCloudOptions> = {}) => {
      await writeAssembly(assemblyDir, stacks(settings), { 'worker.zip': 'asset.worker' });
      const onError = vi.fn<(error: unknown) => void>();
      const ports = { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 };
      const cloud = await startLocalCloud({ assemblyDir, ports, onLog: () => {}, onError, ...options });
      onTestFinished(() => cloud.close());
      return { cloud, onError, ...clientsOf(cloud) };
    },
  };
}

function clientsOf({ endpoints, region }: Awaited<ReturnType<typeof startLocalCloud>>) {
  const common = { region, credentials: CREDENTIALS };
  const sqs = new SQSClient({ ...common, endpoint: endpoints.sqs });
  const s3 = new S3Client({ ...common, endpoint: endpoints.s3, forcePathStyle: true });
  const QueueUrl = queueUrl(endpoints.sqs, 'product-queue');
  return {
    lambda: new LambdaClient({ ...common, endpoint: endpoints.lambda }),
    cloudWatch: new CloudWatchClient({ ...common, endpoint: endpoints.cloudwatch }),
    send: async (count: number) => {
      const Entries = Array.from({ length: count }, (_, index) => ({
        Id: `${index}`,
        MessageBody: `${index}`,
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    },
    queueAttributes: async () =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes,
    objectCount: async () =>
      (await s3.send(new ListObjectsV2Command({ Bucket: 'data-bucket' }))).KeyCount ?? 0,
    object: async (Key: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data-bucket', Key }));
      return Body?.transformToString();
    },
  };
}

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

function portsOf({ endpoints }: Awaited<ReturnType<typeof startLocalCloud>>) {
  return {
    aws: portOf(endpoints.sqs),
    dynamodb: portOf(endpoints.dynamodb),
    lambda: portOf(endpoints.lambda),
    cloudwatch: portOf(endpoints.cloudwatch),
  };
}

describe('startLocalCloud', () => {
  it('carries a message from the queue through the function to the bucket, as the templates connect them', async () => {
    const { start } = await setUp();
    const { send, objectCount, queueAttributes, onError } = await start();

    await send(1);

    await expect.poll(objectCount).toBe(1);
    await expect
      .poll(async () => (await queueAttributes())?.['ApproximateNumberOfMessagesNotVisible'])
      .toBe('0');
    expect(onError).not.toHaveBeenCalled();
  });

  it("gives functions the template's environment and the SDK's variables, which point to this cloud", async () => {
    const { start } = await setUp();
    const { cloud, lambda } = await start(notPolling);
    const expected = {
      BUCKET: 'data-bucket',
      PAUSE_MS: '0',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SQS: cloud.endpoints.sqs,
      AWS_ENDPOINT_URL_S3: cloud.endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: cloud.endpoints.dynamodb,
      AWS_ENDPOINT_URL_LAMBDA: cloud.endpoints.lambda,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloud.endpoints.cloudwatch,
    };

    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'Worker', Payload: '{}' }));

    expect(JSON.parse(Payload!.transformToString())).toMatchObject(expected);
    expect(cloud.functionEnvironment('Worker')).toEqual(expected);
    expect(() => cloud.functionEnvironment('Nobody')).toThrow(RangeError);
  });

  it("makes metrics of the functions' log lines, by the filters of the template", async () => {
    const { start } = await setUp();
    const { cloudWatch, lambda } = await start(notPolling);
    await lambda.send(new InvokeCommand({ FunctionName: 'Worker', Payload: '{}' }));

    const Metric = { Namespace: 'Workers', MetricName: 'Asked' };
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: [{ Id: 'asked', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
        StartTime: new Date(Date.now() - 60_000),
        EndTime: new Date(Date.now() + 60_000),
      }),
    );

    expect(MetricDataResults?.[0]?.Values).toEqual([1]);
  });

  it('uses the batch size and the window of the template', async () => {
    const { start } = await setUp();
    const together = await start({ mapping: { BatchSize: 10, MaximumBatchingWindowInSeconds: 1 } });
    await together.send(10);
    await expect.poll(together.objectCount).toBe(10);
    expect(await together.object('0')).toBe('10');

    const alone = await start({ mapping: { BatchSize: 1 } });
    await alone.send(3);
    await expect.poll(alone.objectCount).toBe(3);
    expect(await alone.object('0')).toBe('1');
  });

  it('changes a queue of an earlier run when the template has changed', async () => {
    const { start, dataDir } = await setUp();
    const first = await start({ ...notPolling, queue: { VisibilityTimeout: 60 } }, { dataDir });
    expect(await first.queueAttributes()).toHaveProperty('VisibilityTimeout', '60');
    await first.cloud.close();

    const second = await start({ ...notPolling, queue: { VisibilityTimeout: 90 } }, { dataDir });

    expect(await second.queueAttributes()).toHaveProperty('VisibilityTimeout', '90');
  });

  it('does not start a disabled mapping', async () => {
    const { start, dataDir } = await setUp();
    const disabled = await start(notPolling, { dataDir });
    await disabled.send(1);
    await disabled.cloud.close();

    const enabled = await start({}, { dataDir });

    await expect.poll(enabled.objectCount).toBe(1);
  });

  it('finishes running batches before it closes, and the rest after the next start', async () => {
    const { start, dataDir } = await setUp();
    const mapping = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } };
    const first = await start({ mapping, pauseMs: 200 }, { dataDir });
    await first.send(10);
    await expect.poll(first.objectCount).toBeGreaterThan(0);

    await Promise.all([first.cloud.close(), first.cloud.close()]);

    const second = await start(notPolling, { dataDir });
    const done = await second.objectCount();
    expect(await second.queueAttributes()).toMatchObject({
      ApproximateNumberOfMessages: `${10 - done}`,
      ApproximateNumberOfMessagesNotVisible: '0',
    });
    await second.cloud.close();
    const third = await start({ mapping }, { dataDir });
    await expect.poll(third.objectCount).toBe(10);
  });

  it.each([
    ['a template uses something unsupported', { queue: { FifoQueue: true } }, UnsupportedTemplateError],
    ['Lambda would refuse a mapping', { mapping: { BatchSize: 11 } }, EventSourceMappingError],
  ])('fails and leaves nothing behind when %s', async (_, settings, error) => {
    const { start } = await setUp();
    const { cloud } = await start(notPolling);
    const ports = portsOf(cloud);
    await cloud.close();

    await expect(start(settings, { ports })).rejects.toThrow(error);

    const again = await start(notPolling, { ports });
    expect(portsOf(again.cloud)).toEqual(ports);
  });

  it.each([
    ['lambda', 'Lambda'],
    ['cloudwatch', 'CloudWatch'],
  ])('names the port of %s when it is in use', async (service, name) => {
    const { start } = await setUp();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    const starting = start({}, { ports: { aws: 0, dynamodb: 0, cloudwatch: 0, lambda: 0, [service]: port } });

    await expect(starting).rejects.toThrow(PortInUseError);
    await expect(starting).rejects.toThrow(`Port ${port} (${name}) is in use.`);
  });
});
