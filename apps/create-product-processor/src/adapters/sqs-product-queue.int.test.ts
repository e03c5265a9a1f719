import { createSqsClient } from '@async-catalog/aws-clients';
import type { QueueMessage, SubmissionId } from '@async-catalog/product-schema';
import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SendError, UnavailableError } from '../core/errors.ts';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { inspect } from '../testing/inspect.ts';
import { aProduct } from '../testing/product.ts';
import { createSqsProductQueue, EntryRefusedError, MAX_SMALL_SUBMISSION } from './sqs-product-queue.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await inspect(cloud).messages();
});

function messages(count: number, product = aProduct()): QueueMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    version: 1,
    submissionId: '018f0000-0000-7000-8000-000000000001' as SubmissionId,
    index,
    total: count,
    caller: 'shop',
    acceptedAt: '2026-01-01T00:00:00.000Z',
    requestId: 'req-1',
    product,
  }));
}

type Failure = { readonly Code: string; readonly SenderFault: boolean };

/**
 * Decides what happens to an entry in the nth call: it fails, is missing in the response, or (`undefined`) is
 * accepted.
 */
type Lose = (id: string, call: number) => Failure | 'silently' | undefined;

/** Creates a client whose SQS answers 200 although it accepts only some entries of a batch. */
function lossyClient(lose: Lose): { sqs: SQSClient; calls: string[][] } {
  const sqs = createSqsClient();
  onTestFinished(() => sqs.destroy());
  const calls: string[][] = [];
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as SendMessageBatchCommandInput;
      const entries = input.Entries ?? [];
      calls.push(entries.map(({ Id = '' }) => Id));
      const lost = new Map(entries.map(({ Id = '' }) => [Id, lose(Id, calls.length)]));
      const Entries = entries.filter(({ Id = '' }) => lost.get(Id) === undefined);
      const Failed = [...lost].flatMap(([Id, loss]) => (typeof loss === 'object' ? [{ Id, ...loss }] : []));
      if (Entries.length === 0) {
        return { output: { $metadata: {}, Successful: [], Failed }, response: {} };
      }
      const { output, response } = await next({ ...args, input: { ...input, Entries } });
      return { output: { ...output, Failed }, response };
    },
    { step: 'initialize' },
  );
  return { sqs, calls };
}

const queueOn = (sqs: SQSClient) =>
  createSqsProductQueue(sqs, {
    productQueueUrl: cloud.environment.PRODUCT_QUEUE_URL,
    productBulkQueueUrl: cloud.environment.PRODUCT_BULK_QUEUE_URL,
  });
const soon = () => AbortSignal.timeout(60_000);
const FAILED = { Code: 'InternalError', SenderFault: false };

describe('send', () => {
  it('puts every message in the queue, as it is', async () => {
    const sent = messages(25, aProduct({ name: 'Thé 茶 🍵 \u0000 \uFFFE\uFFFF "' }));

    await queueOn(cloud.sqs).send(sent, soon());

    expect(await inspect(cloud).messages()).toEqual(sent);
  });

  it.each([
    [MAX_SMALL_SUBMISSION, 'product-queue'],
    [MAX_SMALL_SUBMISSION + 1, 'product-bulk-queue'],
  ] as const)('puts a submission of %i items, rejected ones included, in %s', async (total, queue) => {
    const [message] = messages(1).map((one) => ({ ...one, total }));

    await queueOn(cloud.sqs).send(message === undefined ? [] : [message], soon());

    expect(await inspect(cloud).messagesIn(queue)).toEqual([message]);
  });

  it('splits messages that are too large for one batch', async () => {
    // Six bytes a character: what JSON makes of a control character.
    const description = '\u0001'.repeat(10_000);
    const attributes = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`a${n}`, '\u0001'.repeat(900)]),
    );
    const sent = messages(7, aProduct({ description, attributes }));

    await queueOn(cloud.sqs).send(sent, soon());

    expect(await inspect(cloud).messages()).toEqual(sent);
  });

  it('sends again what failed in an answer of 200, and only that', async () => {
    const { sqs, calls } = lossyClient((id, call) =>
      Number(id) % 2 === 1 && call === 1 ? FAILED : undefined,
    );

    await queueOn(sqs).send(messages(5), soon());

    expect(calls).toEqual([
      ['0', '1', '2', '3', '4'],
      ['1', '3'],
    ]);
    expect((await inspect(cloud).messages()).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });

  it('sends again what is in neither list of the answer', async () => {
    const { sqs, calls } = lossyClient((id, call) => (id === '2' && call === 1 ? 'silently' : undefined));

    await queueOn(sqs).send(messages(3), soon());

    expect(calls).toEqual([['0', '1', '2'], ['2']]);
    expect(await inspect(cloud).messages()).toHaveLength(3);
  });

  it('gives up when the time is up, saying which messages are in the queue', async () => {
    const time = new AbortController();
    const { sqs, calls } = lossyClient((id, call) => {
      if (call > 2) {
        time.abort();
      }
      return id === '1' ? FAILED : undefined;
    });

    const sending = queueOn(sqs).send(messages(3), time.signal);

    await expect(sending).rejects.toThrow(SendError);
    await expect(sending).rejects.toMatchObject({
      sent: [0, 2],
      nothingSent: false,
      cause: expect.any(UnavailableError) as unknown,
    });
    expect(calls.length).toBeGreaterThan(2);
    expect(await inspect(cloud).messages()).toHaveLength(2);
  });

  it('does not send again what SQS calls the fault of the sender', async () => {
    const { sqs, calls } = lossyClient((id) =>
      id === '1' ? { Code: 'InvalidMessageContents', SenderFault: true } : undefined,
    );

    await expect(queueOn(sqs).send(messages(3), soon())).rejects.toMatchObject({
      sent: [0, 2],
      nothingSent: false,
      cause: expect.any(EntryRefusedError) as unknown,
    });
    expect(calls).toHaveLength(1);
  });

  it('starts no further batch after one has failed', async () => {
    const { sqs, calls } = lossyClient(() => ({ Code: 'AccessDenied', SenderFault: true }));

    await expect(queueOn(sqs).send(messages(1000), soon())).rejects.toMatchObject({
      sent: [],
      nothingSent: true,
    });

    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it('knows that a call that SQS refused sent nothing', async () => {
    const missing = createSqsProductQueue(cloud.sqs, {
      productQueueUrl: `${cloud.environment.PRODUCT_QUEUE_URL}-missing`,
      productBulkQueueUrl: cloud.environment.PRODUCT_BULK_QUEUE_URL,
    });

    await expect(missing.send(messages(2), soon())).rejects.toMatchObject({ sent: [], nothingSent: true });
  });

  it.each(['silently', 'lost answer'])(
    'does not claim that nothing was sent after a %s lost entry',
    async (how) => {
      const { sqs } = lossyClient((id) =>
        id === '0' ? { Code: 'InvalidMessageContents', SenderFault: true } : 'silently',
      );
      if (how === 'lost answer') {
        sqs.middlewareStack.add(
          (next) => async (args) => {
            await next(args);
            throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
          },
          { step: 'initialize', priority: 'high' },
        );
      }

      await expect(queueOn(sqs).send(messages(2), soon())).rejects.toMatchObject({
        sent: [],
        nothingSent: false,
      });
    },
  );

  it('fails when the queue is unavailable', async () => {
    // Nothing listens on this port.
    const sqs = new SQSClient({ endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    onTestFinished(() => sqs.destroy());

    await expect(queueOn(sqs).send(messages(1), soon())).rejects.toMatchObject({
      sent: [],
      cause: expect.any(UnavailableError) as unknown,
    });
  });
});

it('knows that SQS refuses a character that JSON leaves as it is', async () => {
  const command = new SendMessageBatchCommand({
    QueueUrl: cloud.environment.PRODUCT_QUEUE_URL,
    Entries: [{ Id: '0', MessageBody: JSON.stringify('\uFFFF') }],
  });

  expect(await cloud.sqs.send(command)).toMatchObject({ Failed: [{ Code: 'InvalidMessageContents' }] });
});
