import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { throttled } from '../lambda/refusals.ts';
import type { FunctionSpec } from '../model.ts';
import { bodiesOf, setUpSqs } from './testing/set-up-sqs.ts';

let cloud: Awaited<ReturnType<typeof setUpSqs>>;
beforeAll(async () => {
  cloud = await setUpSqs();
});
afterAll(() => cloud.stop());

const EMPTY = { ready: 0, hidden: 0 };

/** Visibility timeout in seconds: long enough for messages not to come back while they are processed, however slow the machine is. */
const HIDDEN_SECONDS = 5;
const COMING_BACK = { VisibilityTimeout: String(HIDDEN_SECONDS) };

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `message ${index}`);
}

function failing(event: SQSEvent, body: string): SQSBatchResponse {
  const failed = event.Records.filter((record) => record.body === body);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

describe.concurrent('an event', () => {
  it('has records as Lambda builds them', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: 'Crème brûlée ☕',
        MessageAttributes: {
          requestId: { DataType: 'String', StringValue: 'r-1' },
          attempt: { DataType: 'Number', StringValue: '7' },
          digest: { DataType: 'Binary', BinaryValue: Buffer.from('binary') },
        },
      }),
    );
    const { events } = cloud.startMapping(queue, () => null);

    await expect.poll(() => events).toHaveLength(1);
    const list = { stringListValues: [], binaryListValues: [] };
    expect(events[0]).toStrictEqual({
      Records: [
        {
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          receiptHandle: expect.stringMatching(/./),
          body: 'Crème brûlée ☕',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: expect.stringMatching(/./),
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          },
          messageAttributes: {
            requestId: { stringValue: 'r-1', ...list, dataType: 'String' },
            attempt: { stringValue: '7', ...list, dataType: 'Number' },
            digest: { binaryValue: Buffer.from('binary').toString('base64'), ...list, dataType: 'Binary' },
          },
          md5OfBody: createHash('md5').update('Crème brûlée ☕').digest('hex'),
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: queue.arn,
          awsRegion: 'us-east-1',
        },
      ],
    });
  });

  it('has no more records than the batch size, and does not wait without a window', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(8));
    const { events } = cloud.startMapping(queue, () => null, { batchSize: 3 });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(({ Records }) => Records.length)).toEqual([3, 3, 2]);
    expect(events.flatMap(bodiesOf)).toEqual(numbered(8));
  });

  it('is filled by several receives, and delivered as soon as it is full', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(25));
    const { events } = cloud.startMapping(queue, () => null, {
      batchSize: 25,
      // Longer than the test waits.
      maximumBatchingWindowSeconds: 300,
    });

    await expect.poll(() => events).toHaveLength(1);
    expect(events.flatMap(bodiesOf)).toEqual(numbered(25));
  });

  it('is gathered for the batching window, which starts with the first message', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const invokedAt: number[] = [];
    const { events } = cloud.startMapping(queue, () => invokedAt.push(Date.now()) && null, {
      batchSize: 100,
      maximumBatchingWindowSeconds: 20,
    });
    await cloud.send(queue, numbered(12));
    await expect.poll(() => cloud.depth(queue)).toEqual({ ready: 0, hidden: 12 });
    await sleep(4_000);
    await cloud.send(queue, ['late']);

    await expect.poll(() => events).toHaveLength(1);
    expect(events.map(bodiesOf)).toEqual([[...numbered(12), 'late']]);
    const receivedAt = events[0]?.Records.map(({ attributes }) =>
      Number(attributes.ApproximateFirstReceiveTimestamp),
    );
    expect(invokedAt[0]).toBeGreaterThanOrEqual(receivedAt![0]! + 20_000);
    expect(invokedAt[0]).toBeLessThan(receivedAt![12]! + 20_000);
  });

  it('ends at 6 MB; the rest goes into the next one', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(1_000_000));
    for (const body of bodies) {
      await cloud.send(queue, [body]);
    }
    const { events } = cloud.startMapping(queue, () => null, {
      batchSize: 100,
      maximumBatchingWindowSeconds: 1,
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(({ Records }) => Records.length)).toEqual([6, 2]);
    expect(events.flatMap(bodiesOf)).toEqual(bodies);
  });
});

describe.concurrent('concurrency', () => {
  it.for([
    { maximumConcurrency: 2, expected: 2 },
    { maximumConcurrency: 7, expected: 7 },
    { maximumConcurrency: 7, maxDeliveries: 3, expected: 3 },
    { maximumConcurrency: 2, maxDeliveries: 3, expected: 2 },
    { maximumConcurrency: undefined, expected: 5 },
  ])(
    'of $maximumConcurrency (room for $maxDeliveries) means $expected batches at once; other messages stay in the queue',
    async (test, { expect, onTestFinished }) => {
      const queue = await cloud.createQueue();
      await cloud.send(queue, numbered(10));
      const { promise: released, resolve: release } = Promise.withResolvers<null>();
      onTestFinished(() => release(null));
      const { maximumConcurrency, maxDeliveries } = test;
      let running = 0;
      let most = 0;
      const { events } = cloud.startMapping(
        queue,
        async () => {
          most = Math.max(most, (running += 1));
          await released;
          running -= 1;
        },
        { batchSize: 1, ...(maximumConcurrency !== undefined && { maximumConcurrency }) },
        { ...(maxDeliveries !== undefined && { maxDeliveries }) },
      );

      await expect.poll(() => events).toHaveLength(test.expected);
      await sleep(100);
      expect(events).toHaveLength(test.expected);
      expect(cloud.depth(queue)).toEqual({ ready: 10 - test.expected, hidden: test.expected });

      release(null);
      await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
      expect(most).toBe(test.expected);
    },
  );
});

describe.concurrent('messages', () => {
  it('of a batch that succeeds are deleted', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(35));
    const { events, errors } = cloud.startMapping(queue, () => ({ batchItemFailures: [] }), {
      batchSize: 35,
      maximumBatchingWindowSeconds: 1,
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('that are reported as failed come back alone, after their visibility timeout', async ({ expect }) => {
    const queue = await cloud.createQueue(COMING_BACK);
    await cloud.send(queue, numbered(3));
    let calls = 0;
    let lastAt = 0;
    const { events, errors } = cloud.startMapping(queue, (event) => {
      calls += 1;
      lastAt = Date.now();
      return calls === 1 ? failing(event, 'message 1') : null;
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(bodiesOf)).toEqual([numbered(3), ['message 1']]);
    const { ApproximateReceiveCount, ApproximateFirstReceiveTimestamp } = events[1]!.Records[0]!.attributes;
    expect(ApproximateReceiveCount).toBe('2');
    // A timer may be early by a millisecond or two.
    expect(lastAt - Number(ApproximateFirstReceiveTimestamp)).toBeGreaterThan(HIDDEN_SECONDS * 1000 - 50);
    expect(errors).toEqual([]);
  });

  it('are all deleted, whatever the function returns, if the mapping does not report failures', async ({
    expect,
  }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(3));
    const { events } = cloud.startMapping(queue, (event) => failing(event, 'message 1'), {
      reportBatchItemFailures: false,
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events).toHaveLength(1);
  });

  it('all come back when the function fails', async ({ expect }) => {
    const queue = await cloud.createQueue(COMING_BACK);
    await cloud.send(queue, numbered(3));
    let calls = 0;
    const { events, errors } = cloud.startMapping(queue, () => {
      calls += 1;
      if (calls === 1) {
        throw new Error('the table is out');
      }
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(bodiesOf)).toEqual([numbered(3), numbered(3)]);
    expect(errors).toMatchObject([
      { code: 'FUNCTION_FAILED', message: expect.stringContaining('the table is out') },
    ]);
  });

  it.for<[what: string, answer: (event: SQSEvent) => unknown]>([
    ['an id that is not in the batch', () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
    [
      'an id under another key',
      (event: SQSEvent) => ({ batchItemFailures: [{ messageId: event.Records[0]?.messageId }] }),
    ],
    ['no object', () => 'done'],
  ])('all come back when the function answers %s', async ([, answer], { expect }) => {
    const queue = await cloud.createQueue(COMING_BACK);
    await cloud.send(queue, numbered(2));
    let calls = 0;
    const { events, errors } = cloud.startMapping(queue, (event) => {
      calls += 1;
      return calls === 1 ? answer(event) : null;
    });

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(bodiesOf)).toEqual([numbered(2), numbered(2)]);
    expect(errors).toMatchObject([{ code: 'MALFORMED_BATCH_RESPONSE' }]);
  });

  it('go to the dead-letter queue after the maximum of receives, without the others of their batch', async ({
    expect,
  }) => {
    const deadLetters = await cloud.createQueue();
    const queue = await cloud.createQueue({
      ...COMING_BACK,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 }),
    });
    await cloud.send(queue, ['good', 'poison', 'fine']);
    const { events } = cloud.startMapping(queue, (event) => failing(event, 'poison'));

    await expect.poll(() => cloud.depth(deadLetters)).toEqual({ ready: 1, hidden: 0 });
    expect((await cloud.receive(deadLetters)).map(({ Body }) => Body)).toEqual(['poison']);
    expect(events.map(bodiesOf)).toEqual([['good', 'poison', 'fine'], ['poison']]);
    expect(cloud.depth(queue)).toEqual(EMPTY);
  });

  it('of a throttled invocation are retried without going back to the queue', async ({ expect }) => {
    const queue = await cloud.createQueue({ VisibilityTimeout: '30' });
    await cloud.send(queue, numbered(2));
    const payloads: string[] = [];
    const { errors } = cloud.startMapping(
      queue,
      () => null,
      {},
      {
        invoke: async (payload) => {
          payloads.push(payload);
          return payloads.length < 3
            ? throttled({} as FunctionSpec)
            : { kind: 'answered', requestId: 'r-1', payload: 'null', logTail: '' };
        },
      },
    );

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(payloads).toHaveLength(3);
    expect(new Set(payloads).size).toBe(1);
    expect(errors).toEqual([]);
  });

  it('of an invocation that is throttled for the whole visibility timeout come back', async ({ expect }) => {
    const queue = await cloud.createQueue({ VisibilityTimeout: '1' });
    await cloud.send(queue, ['patient']);
    const receiveCounts = new Set<string | undefined>();
    const { errors } = cloud.startMapping(
      queue,
      () => null,
      {},
      {
        invoke: async (payload) => {
          const event = JSON.parse(payload) as SQSEvent;
          receiveCounts.add(event.Records[0]?.attributes.ApproximateReceiveCount);
          return throttled({} as FunctionSpec);
        },
      },
    );

    await expect.poll(() => [...receiveCounts]).toEqual(['1', '2']);
    expect(errors[0]).toMatchObject({
      code: 'INVOCATION_REFUSED',
      message: 'TestFunction: TooManyRequestsException Rate Exceeded.',
    });
  });

  it('come back when the function cannot be invoked at all', async ({ expect }) => {
    const queue = await cloud.createQueue(COMING_BACK);
    await cloud.send(queue, ['patient']);
    let calls = 0;
    const { errors } = cloud.startMapping(
      queue,
      () => null,
      {},
      {
        invoke: async () => {
          calls += 1;
          if (calls === 1) {
            throw new Error('no thread left');
          }
          return { kind: 'answered', requestId: 'r-1', payload: 'null', logTail: '' };
        },
      },
    );

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(errors).toMatchObject([{ code: 'INVOCATION_REFUSED', cause: { message: 'no thread left' } }]);
  });
});

describe.concurrent('a mapping', () => {
  it('keeps polling while the queue cannot be reached', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const later = { ...queue, name: `${queue.name}-later`, url: `${queue.url}-later` };
    const { events, errors } = cloud.startMapping(later, () => null);
    await expect.poll(() => errors).toHaveLength(1);
    await cloud.sqs.send(new CreateQueueCommand({ QueueName: later.name }));
    await cloud.send(later, ['at last']);

    await expect.poll(() => events.flatMap(bodiesOf)).toEqual(['at last']);
    expect(errors).toMatchObject([{ code: 'RECEIVE_FAILED', cause: { name: 'QueueDoesNotExist' } }]);
  });

  it('waits for running batches when it is closed', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(3));
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { mapping, events } = cloud.startMapping(queue, () => released);
    await expect.poll(() => events).toHaveLength(1);

    let isClosed = false;
    const closed = mapping.close().then(() => (isClosed = true));
    // Longer than the receive that it always waits for.
    await sleep(2_000);
    expect(isClosed).toBe(false);
    release();
    await closed;

    expect(cloud.depth(queue)).toEqual(EMPTY);
  });

  it('delivers the batch that it is gathering when it is closed', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(3));
    const { mapping, events } = cloud.startMapping(queue, () => null, {
      batchSize: 100,
      maximumBatchingWindowSeconds: 300,
    });
    await expect.poll(() => cloud.depth(queue)).toEqual({ ready: 0, hidden: 3 });

    await mapping.close();

    expect(events.map(bodiesOf)).toEqual([numbered(3)]);
    expect(cloud.depth(queue)).toEqual(EMPTY);
  });

  it('also delivers messages that it has already received for the next batch', async ({ expect }) => {
    const queue = await cloud.createQueue();
    for (let index = 0; index < 8; index += 1) {
      await cloud.send(queue, ['x'.repeat(1_000_000)]);
    }
    const { mapping, events } = cloud.startMapping(queue, () => null);

    await mapping.close();

    expect(events.map(({ Records }) => Records.length)).toEqual([6, 2]);
    expect(cloud.depth(queue)).toEqual(EMPTY);
  });

  it('leaves messages in the queue while it is slow, and takes them a second after that', async ({
    expect,
  }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, numbered(3));
    let slow = true;
    const startedAt = performance.now();
    const { events } = cloud.startMapping(queue, () => null, {}, { isSlow: () => slow });

    await sleep(1_500);
    expect(events).toEqual([]);
    expect(cloud.depth(queue)).toEqual({ ready: 3, hidden: 0 });
    slow = false;

    await expect.poll(() => events.flatMap(bodiesOf)).toEqual(numbered(3));
    // It would wait for a minute.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  it('closes without waiting for its minute while it is slow', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const startedAt = performance.now();
    const { mapping } = cloud.startMapping(queue, () => null, {}, { isSlow: () => true });

    await mapping.close();

    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  it('closes without an event, and takes no message after that', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const { mapping, events } = cloud.startMapping(queue, () => null);
    await sleep(100);

    await mapping.close();

    await cloud.send(queue, ['for another']);
    await sleep(100);
    expect(cloud.depth(queue)).toEqual({ ready: 1, hidden: 0 });
    expect(events).toEqual([]);
  });

  it('does not hide a message from others that is sent while it closes', async ({ expect }) => {
    const queue = await cloud.createQueue();
    const { mapping, events } = cloud.startMapping(queue, () => null);
    await sleep(100);

    const closed = mapping.close();
    await cloud.send(queue, ['just in time']);
    await closed;

    // Either this mapping delivers it or the next one can: it is never just hidden.
    expect(cloud.depth(queue)).toEqual({ ready: 1 - events.length, hidden: 0 });
  });

  it('stops retrying a throttled function when it is closed', async ({ expect }) => {
    const queue = await cloud.createQueue({ VisibilityTimeout: '60' });
    await cloud.send(queue, ['patient']);
    let calls = 0;
    const { mapping } = cloud.startMapping(
      queue,
      () => null,
      {},
      {
        invoke: async () => {
          calls += 1;
          return throttled({} as FunctionSpec);
        },
      },
    );
    await expect.poll(() => calls).toBeGreaterThan(0);

    await mapping.close();

    expect(cloud.depth(queue)).toEqual({ ready: 0, hidden: 1 });
  });
});

describe.concurrent('a batch that is delivered again', () => {
  it('reaches the function twice, and is gone though the second try fails', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, ['first']);
    let again = 1;
    const { events, errors } = cloud.startMapping(
      queue,
      () => {
        if (events.length > 1) {
          throw new Error('killed');
        }
      },
      {},
      { deliverAgain: () => again-- > 0 },
    );

    await expect.poll(() => cloud.depth(queue)).toEqual(EMPTY);
    expect(events.map(bodiesOf)).toEqual([['first'], ['first']]);
    expect(errors).toEqual([]);
  });

  it('is never one that failed', async ({ expect }) => {
    const queue = await cloud.createQueue();
    await cloud.send(queue, ['bad']);
    const { events } = cloud.startMapping(
      queue,
      (event) => failing(event, 'bad'),
      {},
      { deliverAgain: () => true },
    );

    await expect.poll(() => events).toHaveLength(1);
    await sleep(200);
    expect(events).toHaveLength(1);
  });
});
