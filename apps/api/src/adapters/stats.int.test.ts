import { FAILURE_CODES } from '@async-catalog/product-schema';
import { startAwsProxy } from '@async-catalog/local-cloud/testing';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { minutesUntil } from '../core/stats/build-stats.ts';
import { startCloud } from '../testing/cloud.ts';
import { createCloudWatchMetrics } from './cloudwatch-metrics.ts';
import { createSqsQueueDepths } from './sqs-queue-depths.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let queueUrls: Parameters<typeof createSqsQueueDepths>[1];
let deadLetterUrls: Parameters<typeof createSqsQueueDepths>[2];
beforeAll(async () => {
  cloud = await startCloud();
  queueUrls = {
    'product-queue': cloud.queueUrl('product-queue'),
    'product-bulk-queue': cloud.queueUrl('product-bulk-queue'),
    'import-queue': cloud.queueUrl('import-queue'),
  };
  deadLetterUrls = {
    products: cloud.queueUrl('product-dead-letter-queue'),
    imports: cloud.queueUrl('import-dead-letter-queue'),
  };
  return () => cloud.close();
});

/** Makes the metrics of the cloud, or of another CloudWatch. */
function setUp(endpoint = cloud.cloudWatchEndpoint) {
  for (const [name, value] of Object.entries({
    ...cloud.environment,
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoint,
  })) {
    vi.stubEnv(name, value);
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const namespace = cloud.environment.WORKER_METRIC_NAMESPACE;
  const metrics = createCloudWatchMetrics({ namespace, queueUrls, budgetMs: 3000, maxAttempts: 1 });
  return () => {
    const { from, until } = minutesUntil(new Date());
    return metrics.read(from, until);
  };
}

const sum = (datapoints: readonly { readonly value: number }[]) =>
  datapoints.reduce((total, { value }) => total + value, 0);

describe('the metrics', () => {
  it('are those that the worker’s log lines make, by the minute and by code', async () => {
    const read = setUp();
    cloud.logWork({ saved: 3 });
    cloud.logWork({ saved: 4 });
    cloud.logWork({ code: 'TOO_MANY' });

    const { saved, failed } = await read();

    expect(sum(saved)).toBe(7);
    expect(saved.every(({ at }) => at.getTime() % 60_000 === 0)).toBe(true);
    expect(Object.keys(failed)).toEqual(FAILURE_CODES);
    expect(Object.entries(failed).filter(([, { length }]) => length > 0)).toEqual([
      ['TOO_MANY', [{ at: expect.any(Date) as Date, value: 1 }]],
    ]);
  });

  it('have the age of the oldest message, and none of an empty queue', async () => {
    const read = setUp();
    await cloud.sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrls['product-bulk-queue'], MessageBody: 'old' }),
    );

    const { oldestMessage } = await read();

    expect(oldestMessage['product-bulk-queue']).toEqual([
      { at: expect.any(Date) as Date, value: expect.any(Number) as number },
    ]);
    expect(oldestMessage['product-queue']).toEqual([]);
  });

  it.each([
    [{ status: 503, type: 'ServiceUnavailable', message: 'out' }, 'DEPENDENCY_UNAVAILABLE'],
    [{ status: 400, type: 'ThrottlingException', message: 'Rate exceeded' }, 'DEPENDENCY_UNAVAILABLE'],
    [{ status: 403, type: 'AccessDeniedException', message: 'no policy' }, undefined],
  ])('reject with what CloudWatch answers: %j', async (error, code) => {
    const proxy = await startAwsProxy(cloud.cloudWatchEndpoint, { fault: () => error });
    onTestFinished(proxy.close);

    await expect(setUp(proxy.url)()).rejects.toMatchObject(
      code === undefined ? { name: error.type } : { code },
    );
  });

  it('are unavailable where nothing answers', async () => {
    await expect(setUp('http://127.0.0.1:9')()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});

describe('the depths', () => {
  it('are those of the queues and the dead-letter queues', async () => {
    const reader = createSqsQueueDepths(cloud.sqs, queueUrls, deadLetterUrls);
    const send = (QueueUrl: string, DelaySeconds = 0) =>
      cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm', DelaySeconds }));
    await send(queueUrls['import-queue'], 900);
    await send(queueUrls['import-queue']);
    await send(queueUrls['import-queue']);
    await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrls['import-queue'] }));
    await send(deadLetterUrls.products);

    const { queues, deadLetters } = await reader.read();

    expect(queues['import-queue']).toEqual({ waiting: 1, inFlight: 1, delayed: 1 });
    expect(deadLetters).toEqual({
      products: { waiting: 1, inFlight: 0, delayed: 0 },
      imports: { waiting: 0, inFlight: 0, delayed: 0 },
    });
  });

  it('are unavailable where nothing answers', async () => {
    const sqs = new SQSClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      endpoint: 'http://127.0.0.1:9',
      useQueueUrlAsEndpoint: false,
      maxAttempts: 1,
    });
    onTestFinished(() => sqs.destroy());

    await expect(createSqsQueueDepths(sqs, queueUrls, deadLetterUrls).read()).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });
});
