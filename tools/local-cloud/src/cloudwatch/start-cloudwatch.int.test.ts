import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../testing/start-test-cloud.ts';

let cloud: TestCloud;
let cloudWatch: CloudWatchClient;
let sqs: SQSClient;
beforeAll(async () => {
  const saved = {
    logGroup: '/logs',
    pattern: '{ ($.message = "Saved") }',
    namespace: 'Catalog',
    dimensions: {},
  };
  cloud = await startTestCloud({
    queues: ['full', 'empty'],
    metricFilters: [
      { ...saved, metricName: 'Saved', value: { field: 'saved' } },
      { ...saved, metricName: 'SavedBy', value: 1, dimensions: { who: 'by' } },
    ],
  });
  cloudWatch = new CloudWatchClient({ ...cloud.clientConfig('cloudwatch'), maxAttempts: 1 });
  sqs = new SQSClient(cloud.clientConfig('sqs'));
  return async () => {
    cloudWatch.destroy();
    sqs.destroy();
    await cloud.close();
  };
});

function query(
  MetricName: string,
  { Namespace = 'Catalog', ...dimensions }: Record<string, string> = {},
  overrides: object = {},
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: 'one',
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Sum', ...overrides },
  };
}

/** Reads the last hour. */
async function read(...MetricDataQueries: MetricDataQuery[]) {
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries,
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
    }),
  );
  return MetricDataResults;
}

const age = (QueueName: string) =>
  query('ApproximateAgeOfOldestMessage', { Namespace: 'AWS/SQS', QueueName }, { Stat: 'Maximum' });

const total = (values: readonly number[] = []) => values.reduce((sum, value) => sum + value, 0);

describe('GetMetricData', () => {
  it('answers what was logged, by the minute', async () => {
    const startedAt = Date.now();
    cloud.writeLog('/logs', '{"message":"Saved","saved":2,"by":"worker"}');
    cloud.writeLog('/logs', '{"message":"Saved","saved":3,"by":"worker"}');

    const [saved, by, byNobody] = await read(
      query('Saved'),
      { ...query('SavedBy', { who: 'worker' }), Id: 'two' },
      { ...query('SavedBy', { who: 'nobody' }), Id: 'three' },
    );

    expect([total(saved?.Values), total(by?.Values)]).toEqual([5, 2]);
    for (const at of saved?.Timestamps?.map((timestamp) => timestamp.getTime()) ?? []) {
      expect(at % 60_000).toBe(0);
      expect(at).toBeGreaterThan(startedAt - 60_000);
    }
    expect(byNobody).toMatchObject({ Id: 'three', Timestamps: [], Values: [], StatusCode: 'Complete' });
  });

  it('answers the age of the oldest message, and none of an empty queue', async () => {
    const QueueUrl = cloud.queueUrl('full');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'old' }));
    const ages = [age('full'), { ...age('empty'), Id: 'two' }];
    const waiting = await read(...ages);
    await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const received = await read(...ages);

    for (const [full, empty] of [waiting, received]) {
      expect(full?.Values).toEqual([expect.any(Number)]);
      expect(empty?.Values).toEqual([]);
    }
  });

  it.each([
    [[{ Id: 'one', Expression: "SEARCH('{Catalog}', 'Sum')" }], /MetricStat/],
    [[query('Saved', {}, { Stat: 'p99' })], /Stat/],
    [[query('Saved', {}, { Period: 30 })], /Period/],
    [[query('Saved', {}, { Period: 90 })], /Period/],
    [[query('Saved', {}, { Unit: 'Seconds' })], /Unit/],
    [[{ ...query('Saved'), Id: 'One' }], /Id/],
    [[query('Saved'), query('Saved')], /unique/],
    [Array.from({ length: 501 }, (_, n) => ({ ...query('Saved'), Id: `q${n}` })), /500/],
  ])('refuses what it does not know, by name: %j', async (queries, message) => {
    await expect(read(...queries)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(message) as string,
    });
  });

  it('takes as many as 500 queries', async () => {
    const queries = Array.from({ length: 500 }, (_, n) => ({ ...query('Saved'), Id: `q${n}` }));

    expect(await read(...queries)).toHaveLength(500);
  });

  it('refuses an end that is not after the start', async () => {
    const at = new Date();
    const command = new GetMetricDataCommand({ MetricDataQueries: [], StartTime: at, EndTime: at });

    await expect(cloudWatch.send(command)).rejects.toThrow('StartTime must be before EndTime');
  });
});

it.each([
  ['GraniteServiceVersion20100801.PutMetricData', '{}', 'UnknownOperationException'],
  ['GraniteServiceVersion20100801.GetMetricData', '{', 'SerializationException'],
  ['GraniteServiceVersion20100801.GetMetricData', 'x'.repeat(1024 * 1024 + 1), 'SerializationException'],
])('answers a 400 to a %s of what it can’t read', async (target, body, type) => {
  const response = await fetch(cloud.clientConfig('cloudwatch').endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target },
    body,
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: type });
});

it('answers 403 to web pages', async () => {
  const response = await fetch(cloud.clientConfig('cloudwatch').endpoint, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });

  expect(response.status).toBe(403);
});
