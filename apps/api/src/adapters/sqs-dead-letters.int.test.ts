import { startQueues } from '@async-catalog/dead-letters/testing';
import { type AwsCall, startAwsProxy } from '@async-catalog/local-cloud/testing';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DeadLetters } from '../core/ports.ts';
import type { Log } from '../deps.ts';
import { createApi } from '../create-api.ts';
import { testDeps } from '../testing/test-app.ts';
import { createSqsDeadLetters } from './sqs-dead-letters.ts';

const OUT = { status: 503, type: 'ServiceUnavailable', message: 'out' };

let cloud: Awaited<ReturnType<typeof startQueues>>;
let stages = 0;

beforeAll(async () => {
  cloud = await startQueues();
});
afterAll(() => cloud.close());

/** Sets up queues of its own, behind a proxy in which the given operations fail. */
async function setUp(...failing: string[]) {
  stages += 1;
  const stage = await cloud.addQueues(`stage-${stages}-`);
  const fault = ({ operation = '' }: AwsCall) => (failing.includes(operation) ? OUT : undefined);
  const proxy = await startAwsProxy(cloud.environment['AWS_ENDPOINT_URL_SQS'] ?? '', { fault });
  const sqs = new SQSClient({
    endpoint: proxy.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    sqs.destroy();
    await proxy.close();
  });
  const error = vi.fn<Log['error']>();
  const deadLetters: DeadLetters = createSqsDeadLetters(sqs, stage, { info: () => undefined, error });
  const api = createApi(testDeps({ deadLetters, now: () => new Date(Date.now() + 1000) }));
  return {
    ...stage,
    error,
    deadLetters,
    list: async () => api.request('/dead-letters'),
    post: async (path: string, body: unknown) =>
      api.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

describe('the dead letters in SQS', () => {
  it('are listed, counted and left where they are', async () => {
    const { bury, list, countVisible, deadLetterQueueUrl } = await setUp();
    const ids = await Promise.all(Array.from({ length: 12 }, () => bury('garbage {', 'MESSAGE_NOT_JSON')));

    const answer = (await (await list()).json()) as { items: { id: string }[] };

    expect(answer).toMatchObject({ count: 12, more: false });
    expect(answer.items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await countVisible(deadLetterQueueUrl)).toBe(12);
  });

  it('are counted with those that another request has received', async () => {
    const { bury, deadLetters } = await setUp();
    await bury('{}');
    await bury('{}');
    await deadLetters.receive()[Symbol.asyncIterator]().next();

    expect(await deadLetters.count()).toBe(2);
  });

  it('are redriven all at once, or by their ids, and dropped', async () => {
    const { bury, post, count, bulkQueueUrl, deadLetterQueueUrl } = await setUp();
    const [chosen] = await Promise.all(Array.from({ length: 25 }, (_, n) => bury(`{"n":${n}}`)));

    const dropped = await post('/dead-letters/drop', { ids: [chosen] });
    const redriven = await post('/dead-letters/redrive', { all: true });

    expect(await dropped.json()).toEqual({ dropped: 1, notFound: [], more: false });
    expect(await redriven.json()).toEqual({ redriven: 24, notFound: [], more: false });
    expect([await count(bulkQueueUrl), await count(deadLetterQueueUrl)]).toEqual([24, 0]);
  });

  it.each(['GetQueueAttributes', 'ReceiveMessage'])(
    'are not an empty list when %s fails',
    async (failing) => {
      const { list } = await setUp(failing);

      expect((await list()).status).toBe(503);
    },
  );

  it.each(['ReceiveMessage', 'SendMessage', 'DeleteMessage'])(
    'stay visible when %s fails, and the answer is a 503',
    async (failing) => {
      const { bury, post, countVisible, deadLetterQueueUrl } = await setUp(failing);
      const id = await bury('{}');

      const response = await post('/dead-letters/redrive', { ids: [id] });

      expect(response.status).toBe(503);
      expect(await countVisible(deadLetterQueueUrl)).toBe(1);
    },
  );

  it('are listed all the same when they can’t be released, which is logged', async () => {
    const { bury, list, error } = await setUp('ChangeMessageVisibilityBatch');
    await bury('{}');

    const response = await list();

    expect(await response.json()).toMatchObject({ items: [{ body: '{}' }] });
    expect(error.mock.calls).toMatchObject([
      ['dead letters not released', { count: 1, hiddenSeconds: 30, error: { name: 'ServiceUnavailable' } }],
    ]);
  });
});
