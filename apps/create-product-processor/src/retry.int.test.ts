import { randomUUID } from 'node:crypto';
import { CATALOG_API_ID } from '@async-catalog/http-contract';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { Accepted, newSubmissionId, Problem, productIdOf, toTimeline } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { answerLosingPorts } from './testing/faulty-ports.ts';
import { inspect } from './testing/inspect.ts';
import { portsOn, serviceOn } from './testing/intake-service.ts';
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

const FIRST = newSubmissionId();
const bare = { name: 'Tea', price: 1, currency: 'USD' };
const retried = (index: number, product: unknown = bare) => ({
  index,
  productId: productIdOf({ submissionId: FIRST, index }),
  product,
});

async function retry(
  items: unknown[],
  key: string = randomUUID(),
  apiId = CATALOG_API_ID,
  prefix = '',
  { of = FIRST, ports = portsOn(cloud) } = {},
) {
  const event = httpApiEvent({
    path: `${prefix}/submissions/${of}/retry`,
    body: { items },
    headers: { 'idempotency-key': key },
  });
  return await serviceOn(ports)(
    { ...event, requestContext: { ...event.requestContext, apiId } },
    lambdaContext(),
  );
}

describe('a retry', () => {
  it('keeps the identity of its items, in the messages, the answer and the record', async () => {
    const answer = await retry([
      retried(3),
      retried(7, aProduct({ sku: 'TEA-7' })),
      retried(9, { name: 'Bad' }),
    ]);

    expect(answer.statusCode).toBe(202);
    const { submissionId, items, rejected } = Accepted.parse(JSON.parse(answer.body));
    const bySku = productIdOf({ submissionId, index: 1, sku: 'TEA-7' });
    expect(items).toEqual([
      { index: 0, productId: retried(3).productId, op: 'put' },
      { index: 1, productId: bySku, sku: 'TEA-7', op: 'put' },
    ]);
    expect(rejected).toMatchObject([{ index: 2 }]);
    const messages = await inspect(cloud).messages();
    expect(messages.map(({ index, productId }) => [index, productId])).toEqual([
      [0, retried(3).productId],
      [1, undefined],
    ]);
    expect(await inspect(cloud).record(submissionId)).toMatchObject({
      retryOf: { submissionId: FIRST, indexes: new Set([3, 7, 9]) },
    });
  });

  it('that is repeated gets the first answer again', async () => {
    const key = randomUUID();
    const first = await retry([retried(3)], key);

    const again = await retry([retried(3)], key);

    expect(again).toMatchObject({ statusCode: 202, body: first.body });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await inspect(cloud).messages()).toHaveLength(1);
  });

  it('is noted on the record of the first submission, once however often it comes', async () => {
    const first = submissionRecord();
    await portsOn(cloud).submissions.create(first, AbortSignal.timeout(60_000));
    const key = randomUUID();

    const { body } = await retry([retried(3)], key, undefined, '', { of: first.id });
    await retry([retried(3)], key, undefined, '', { of: first.id });

    const { submissionId } = Accepted.parse(JSON.parse(body));
    const { createdAt = '' } = (await inspect(cloud).record(submissionId)) ?? {};
    expect(await inspect(cloud).record(first.id)).toEqual({
      ...first,
      retries: new Set([`${createdAt} ${submissionId}`]),
    });
  });

  it('takes nothing when it can’t be noted, and everything when it comes again', async () => {
    const first = submissionRecord();
    await portsOn(cloud).submissions.create(first, AbortSignal.timeout(60_000));
    const key = randomUUID();

    const failed = await retry([retried(3)], key, undefined, '', {
      of: first.id,
      ports: answerLosingPorts(portsOn(cloud), 'noteRetry'),
    });
    expect(Problem.parse(JSON.parse(failed.body))).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: expect.stringContaining('Nothing was taken'),
    });
    expect(await inspect(cloud).messages()).toEqual([]);

    const again = await retry([retried(3)], key, undefined, '', { of: first.id });

    expect(again.statusCode).toBe(202);
    expect(await inspect(cloud).messages()).toHaveLength(1);
    const record = (await inspect(cloud).record(first.id)) ?? first;
    expect(toTimeline(record, new Date()).events.map(({ event }) => event)).toEqual(['accepted', 'retried']);
  });

  it('of more items, because more have failed while the first began, has to come again', async () => {
    const key = randomUUID();
    await retry([retried(3)], key);

    const answer = await retry([retried(3), retried(4)], key);

    expect(answer).toMatchObject({ statusCode: 409, headers: { 'retry-after': '1' } });
  });

  it('with the key of something else is refused', async () => {
    const key = randomUUID();
    await serviceOn(portsOn(cloud))(
      httpApiEvent({ body: aProduct(), headers: { 'idempotency-key': key } }),
      lambdaContext(),
    );

    expect(Problem.parse(JSON.parse((await retry([retried(3)], key)).body)).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it.each([
    ['a1b2c3d4e5', ''],
    ['a1b2c3d4e5', '/intake'],
  ])('is not taken from a consumer, through %s at %j', async (apiId, prefix) => {
    const answer = await retry([retried(3)], undefined, apiId, prefix);

    expect(answer.statusCode).toBe(404);
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it.each([[[]], [[{ index: 0, product: bare }]]])('of %j is malformed', async (items) => {
    expect((await retry(items)).statusCode).toBe(400);
  });
});
