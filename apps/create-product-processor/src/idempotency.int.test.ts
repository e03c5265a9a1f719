import { randomUUID } from 'node:crypto';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import {
  Accepted,
  Problem,
  type QueueMessage,
  rejectedItemsKey,
  submissionIdForKey,
  submissionTimes,
} from '@async-catalog/product-schema';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SendError } from './core/errors.ts';
import type { ProxyHandler } from './create-processor.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { answerLosingPorts, type Crash, crashingPorts } from './testing/faulty-ports.ts';
import { inspect } from './testing/inspect.ts';
import { type Ports, portsOn, serviceOn } from './testing/intake-service.ts';
import { aProduct } from './testing/product.ts';

let cloud: Cloud;
beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  cloud = await startCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await inspect(cloud).messages();
});

/** 23 valid items, which fill three batches of the queue, and an invalid one. */
const ITEMS = Array.from({ length: 24 }, (_, index) =>
  index === 5 ? { name: 'Tea' } : aProduct({ sku: `TEA-${index}` }),
);
const GOOD = ITEMS.flatMap((_, index) => (index === 5 ? [] : [index]));

interface Send {
  readonly key: string;
  readonly items?: unknown[];
  readonly path?: string;
  readonly body?: unknown;
  readonly caller?: string;
}

async function send(
  service: ProxyHandler,
  { key, items = ITEMS, caller, ...request }: Send,
): Promise<ProxyResult> {
  const authorizer = caller === undefined ? undefined : { jwt: { claims: { sub: caller } } };
  const headers = { 'idempotency-key': key };
  return await service(
    httpApiEvent({ path: '/products/batch', body: { items }, ...request, headers, authorizer }),
    lambdaContext(),
  );
}

const service = () => serviceOn(portsOn(cloud));
const minutesLater = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
/** Creates a service with a later clock, when every earlier claim has expired. */
const laterService = () => serviceOn(portsOn(cloud), minutesLater(2));
const acceptedIn = ({ body }: ProxyResult) => Accepted.parse(JSON.parse(body));
const problemIn = ({ body }: ProxyResult) => Problem.parse(JSON.parse(body));
const revisionsOf = (messages: QueueMessage[]) =>
  messages.map(({ acceptedAt, index }) => [acceptedAt, index]);
const indexesOf = (messages: QueueMessage[]) => messages.map(({ index }) => index);

async function rejectedOf(key: string): Promise<unknown> {
  return await inspect(cloud).object(rejectedItemsKey(submissionIdForKey('anonymous', key)));
}

describe('a repeat with the same key and payload', () => {
  it('gives the first answer again, and sends nothing', async () => {
    const key = randomUUID();

    const first = await send(service(), { key });
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);
    const again = await send(laterService(), { key });

    expect(first.statusCode).toBe(202);
    expect(again).toEqual({
      ...first,
      headers: {
        ...first.headers,
        // It counted no products.
        ratelimit: expect.stringMatching(/^"requests";r=\d+;t=1$/) as string,
        'x-request-id': again.headers['x-request-id'],
        'idempotency-replayed': 'true',
      },
    });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it('is recognized by the quoted key as by the bare one, and by the product in whatever order its fields are written', async () => {
    const key = randomUUID();
    const one = { key, path: '/products', body: { name: 'Tea', price: 1 } };

    const first = await send(service(), one);
    const again = await send(service(), {
      ...one,
      key: `"${key}"`,
      body: '{"price": 1.0,\n"name":"Tea"}',
    });

    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(again.body).toBe(first.body);
  });

  it('gives one submission and one set of messages when fifty come at once', async () => {
    const key = randomUUID();
    const startedAt = performance.now();

    const answers = await Promise.all(Array.from({ length: 50 }, () => send(service(), { key })));

    const passedSeconds = Math.ceil((performance.now() - startedAt) / 1000);
    const statuses = new Set(answers.map(({ statusCode }) => statusCode));
    expect(statuses.isSubsetOf(new Set([202, 409]))).toBe(true);
    expect(new Set(answers.filter(({ statusCode }) => statusCode === 202).map(({ body }) => body)).size).toBe(
      1,
    );
    for (const answer of answers.filter(({ statusCode }) => statusCode === 409)) {
      expect(problemIn(answer).code).toBe('REQUEST_IN_PROGRESS');
      const remainingSeconds = Math.ceil(lambdaContext().getRemainingTimeInMillis() / 1000);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(remainingSeconds - passedSeconds);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(remainingSeconds);
    }
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);
    expect((await send(service(), { key })).headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });
});

describe('another use of a key', () => {
  it('is refused with another payload, and leaves the first submission as it was', async () => {
    const key = randomUUID();
    await send(service(), { key });
    const rejected = await rejectedOf(key);
    await inspect(cloud).messages();

    const answer = await send(service(), { key, items: [{ price: 'free' }, ...ITEMS] });

    expect(answer.statusCode).toBe(422);
    expect(problemIn(answer).code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await rejectedOf(key)).toEqual(rejected);
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it('by another caller is another submission', async () => {
    const key = randomUUID();

    const answers = await Promise.all(['a', 'b'].map((caller) => send(service(), { key, caller })));

    expect(new Set(answers.map((answer) => acceptedIn(answer).submissionId)).size).toBe(2);
    expect(await inspect(cloud).messages()).toHaveLength(2 * GOOD.length);
  });

  it('is free after a request that was refused', async () => {
    const key = randomUUID();

    expect((await send(service(), { key, items: [{}] })).statusCode).toBe(422);
    expect((await send(service(), { key })).statusCode).toBe(202);
  });
});

const THIRTY_DAYS = 30 * 24 * 60;

describe('a key whose submission has expired', () => {
  it('is free for another payload as soon as the 30 days are over, though the table still has the record', async () => {
    const key = randomUUID();
    await send(service(), { key });
    const [first] = await inspect(cloud).messages();
    const another = { key, items: [aProduct({ sku: 'NEW' })] };

    const before = await send(serviceOn(portsOn(cloud), minutesLater(THIRTY_DAYS - 1)), another);
    const after = await send(serviceOn(portsOn(cloud), minutesLater(THIRTY_DAYS + 1)), another);

    expect(problemIn(before).code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(after.statusCode).toBe(202);
    expect(after.headers).not.toHaveProperty('idempotency-replayed');
    expect(await inspect(cloud).messages()).toMatchObject([
      { submissionId: first?.submissionId, total: 1, product: { sku: 'NEW' } },
    ]);
    expect(await recordOf(key)).toMatchObject({ total: 1, rejected: 0 });
  });
});

describe.each<Crash>([
  { call: 'create', at: 'after' },
  { call: 'put', at: 'before' },
  { call: 'put', at: 'after' },
  { call: 'send', at: 'before' },
  { call: 'send', at: 'after' },
  { call: 'markQueued', at: 'before' },
])('a process that dies $at $call', (crash) => {
  it('keeps its claim until it must have ended; a repeat then finishes the submission, with the very same saves', async () => {
    const key = randomUUID();
    await send(serviceOn(crashingPorts(portsOn(cloud), crash)), { key });
    const sentBefore = await inspect(cloud).messages();

    const atOnce = await send(service(), { key });
    const later = await send(laterService(), { key });
    const sentAfter = await inspect(cloud).messages();

    expect(problemIn(atOnce).code).toBe('REQUEST_IN_PROGRESS');
    expect(later.statusCode).toBe(202);
    expect(later.headers).not.toHaveProperty('idempotency-replayed');
    expect(indexesOf(sentAfter)).toEqual(GOOD);
    expect(acceptedIn(later).items.map(({ index }) => index)).toEqual(GOOD);
    expect(await rejectedOf(key)).toEqual(acceptedIn(later).rejected);
    expect(revisionsOf(sentBefore)).toEqual(sentBefore.length === 0 ? [] : revisionsOf(sentAfter));
    expect((await send(service(), { key })).headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });
});

describe('a process that dies after it took a submission over', () => {
  it('is itself taken over', async () => {
    const key = randomUUID();
    await send(serviceOn(crashingPorts(portsOn(cloud), { call: 'create', at: 'after' })), { key });
    const crash = { call: 'takeOver', at: 'after' } as const;
    await send(serviceOn(crashingPorts(portsOn(cloud), crash), minutesLater(2)), { key });

    const answer = await send(serviceOn(portsOn(cloud), minutesLater(4)), { key });

    expect(answer.statusCode).toBe(202);
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);
  });
});

describe('a queue that becomes unavailable', () => {
  it('gives 503 with Retry-After; the repeat finishes at once', async () => {
    const key = randomUUID();
    const ports = portsOn(cloud);
    const half = {
      async send(messages: readonly QueueMessage[], signal: AbortSignal) {
        await ports.queue.send(messages.slice(0, 7), signal);
        throw new SendError(
          [0, 1, 2, 3, 4, 6, 7],
          false,
          new Error('ServiceUnavailable: sqs.us-east-1.amazonaws.com'),
        );
      },
    };

    const first = await send(serviceOn({ ...ports, queue: half }), { key });
    const again = await send(service(), { key });

    expect(first).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(problemIn(first)).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: expect.stringContaining('7 of 23 products are known to be taken') as string,
    });
    expect(first.body).not.toContain('amazonaws');
    expect(again.statusCode).toBe(202);
    const sent = await inspect(cloud).messages();
    expect(new Set(sent.map(({ index, acceptedAt }) => `${index} ${acceptedAt}`)).size).toBe(GOOD.length);
  });

  it('is sent only what it has not taken yet, so that even a slow one has everything in the end', async () => {
    const key = randomUUID();
    const ports = portsOn(cloud);
    const taken: number[][] = [];
    const slow = {
      async send(messages: readonly QueueMessage[], signal: AbortSignal) {
        const some = messages.slice(0, 10);
        await ports.queue.send(some, signal);
        taken.push(indexesOf([...some]));
        if (messages.length > 10) {
          throw new SendError(indexesOf([...some]), false, new Error('the time is up'));
        }
      },
    };

    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      answers.push(await send(serviceOn({ ...ports, queue: slow }), { key }));
    }

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 202]);
    expect(answers.slice(0, 2).map((answer) => problemIn(answer).detail)).toEqual([
      expect.stringContaining('10 of 23 products are known to be taken'),
      expect.stringContaining('20 of 23 products are known to be taken'),
    ]);
    expect(taken).toEqual([GOOD.slice(0, 10), GOOD.slice(10, 20), GOOD.slice(20)]);
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);
    expect(acceptedIn(answers[2]!).items.map(({ index }) => index)).toEqual(GOOD);
  });

  it('gives 503 without a key as well', async () => {
    const ports = portsOn(cloud);
    const none = { send: () => Promise.reject(new SendError([], false, new Error('out'))) };

    const answer = await serviceOn({ ...ports, queue: none })(
      httpApiEvent({ body: aProduct() }),
      lambdaContext(),
    );

    expect(answer.statusCode).toBe(503);
    expect(problemIn(answer).detail).toContain('0 of 1 products are known to be taken');
  });
});

const OUT = new Error('out');
const refuseAll = { send: () => Promise.reject(new SendError([], true, OUT)) };
const loseAnswer = { send: () => Promise.reject(new SendError([], false, OUT)) };

const fail = (ports: Partial<Ports>, key: string) =>
  send(serviceOn({ ...portsOn(cloud), ...ports }), { key });
const recordOf = (key: string) => inspect(cloud).record(submissionIdForKey('anonymous', key));

describe('a repeat after an outage longer than the deadline', () => {
  it.each<[string, () => Partial<Ports>]>([
    ['the queue refused everything', () => ({ queue: refuseAll })],
    ['the rejected items were not kept', () => answerLosingPorts(portsOn(cloud), 'put')],
    ['the response to the record was lost', () => answerLosingPorts(portsOn(cloud), 'create')],
  ])('is accepted now if %s, so that it is not overdue and its products are the newest', async (_, ports) => {
    const key = randomUUID();
    await fail(ports(), key);
    const first = await recordOf(key);

    const answer = await send(serviceOn(portsOn(cloud), minutesLater(20)), { key });

    const record = await recordOf(key);
    expect(answer.statusCode).toBe(202);
    expect(record?.createdAt).toBe((await inspect(cloud).messages())[0]?.acceptedAt);
    expect(Date.parse(record!.createdAt) - Date.parse(first!.createdAt)).toBeGreaterThan(19 * 60_000);
    expect(record).toMatchObject(submissionTimes(new Date(record!.createdAt)));
  });

  it.each<[string, () => Partial<Ports>]>([
    ['something may have been sent', () => ({ queue: loseAnswer })],
    ['the process died', () => crashingPorts(portsOn(cloud), { call: 'send', at: 'before' })],
  ])('sends the very same saves if %s, and only moves the deadline and the expiry', async (_, ports) => {
    const key = randomUUID();
    await fail(ports(), key);
    const first = await recordOf(key);
    // What certainly sent nothing says nothing about the attempt before it.
    await send(serviceOn({ ...portsOn(cloud), queue: refuseAll }, minutesLater(10)), { key });

    const answer = await send(serviceOn(portsOn(cloud), minutesLater(20)), { key });

    const record = await recordOf(key);
    expect(answer.statusCode).toBe(202);
    expect(record?.createdAt).toBe(first?.createdAt);
    expect((await inspect(cloud).messages())[0]?.acceptedAt).toBe(first?.createdAt);
    expect(Date.parse(record!.deadlineAt) - Date.parse(first!.deadlineAt)).toBeGreaterThan(19 * 60_000);
    expect(record!.expiresAt - first!.expiresAt).toBeGreaterThan(19 * 60);
  });

  it('counts from one time when two come at once', async () => {
    const key = randomUUID();
    await fail({ queue: refuseAll }, key);

    const answers = await Promise.all(
      [20, 21].map((minutes) => send(serviceOn(portsOn(cloud), minutesLater(minutes)), { key })),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toContain(202);
    const messages = await inspect(cloud).messages();
    expect(indexesOf(messages)).toEqual(GOOD);
    expect(new Set(messages.map(({ acceptedAt }) => acceptedAt))).toEqual(
      new Set([(await recordOf(key))?.createdAt]),
    );
  });
});

describe('a repeat that fails after an attempt that sent everything and died', () => {
  it.each<[string, () => Partial<Ports>]>([
    ['the queue refuses everything', () => ({ queue: refuseAll })],
    ['the rejected items are not kept', () => answerLosingPorts(portsOn(cloud), 'put')],
    ['the record is not read', () => answerLosingPorts(portsOn(cloud), 'create')],
    ['the claim is not taken over', () => answerLosingPorts(portsOn(cloud), 'takeOver')],
  ])('names the submission, and does not say that nothing was taken, when %s', async (_, ports) => {
    const key = randomUUID();
    await send(serviceOn(crashingPorts(portsOn(cloud), { call: 'send', at: 'after' })), { key });
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);

    const answer = await send(serviceOn({ ...portsOn(cloud), ...ports() }, minutesLater(2)), { key });

    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('Nothing was taken');
    expect(problemIn(answer).submissionId).toBe(submissionIdForKey('anonymous', key));
  });
});

describe.each(['create', 'put'] as const)('a lost response to %s', (call) => {
  it('gives 503, and the repeat finishes at once', async () => {
    const key = randomUUID();

    const first = await send(serviceOn(answerLosingPorts(portsOn(cloud), call)), { key });
    const again = await send(service(), { key });

    expect(first.statusCode).toBe(503);
    expect(again.statusCode).toBe(202);
    expect(indexesOf(await inspect(cloud).messages())).toEqual(GOOD);
  });
});

it('accepts what was sent when only the mark could not be written, and the repeat sends the same again', async () => {
  const key = randomUUID();
  const ports = portsOn(cloud);
  const submissions = { ...ports.submissions, markQueued: () => Promise.reject(new Error('out')) };

  const first = await send(serviceOn({ ...ports, submissions }), { key });
  const again = await send(laterService(), { key });

  expect(first.statusCode).toBe(202);
  expect(again.body).toBe(first.body);
});

it('answers 503 when the claim cannot be released either', async () => {
  const ports = portsOn(cloud);
  const submissions = { ...ports.submissions, release: () => Promise.reject(new Error('out')) };
  const queue = { send: () => Promise.reject(new SendError([], false, new Error('out'))) };

  const answer = await send(serviceOn({ ...ports, submissions, queue }), { key: randomUUID() });

  expect(answer.statusCode).toBe(503);
});
