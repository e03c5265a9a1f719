import { CATALOG_API_ID } from '@async-catalog/http-contract';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import { Problem } from '@async-catalog/product-schema';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SendError, UnavailableError } from './core/errors.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
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

let callers = 0;

interface Sending {
  readonly count?: number;
  readonly key?: string;
  readonly query?: string;
  readonly ports?: Partial<Ports>;
  readonly items?: readonly unknown[];
}

/** Sends batches as a caller of its own for each test, whose token sets these limits, on the direct route. */
function callerWith({ products = 1_000_000, requests = 1_000_000 }, fromApi = false) {
  callers += 1;
  const claims = {
    sub: `caller-${callers}`,
    catalog_products_per_day: String(products),
    catalog_requests_per_second: String(requests),
  };
  return async function send({
    count = 1,
    key,
    query = '',
    ports,
    items,
  }: Sending = {}): Promise<ProxyResult> {
    const event = httpApiEvent({
      path: '/products/batch',
      query,
      headers: key === undefined ? {} : { 'idempotency-key': key },
      body: { items: items ?? Array.from({ length: count }, (_, n) => aProduct({ sku: `S-${n}` })) },
      authorizer: { jwt: { claims } },
    });
    if (fromApi) {
      Object.assign(event.requestContext, { apiId: CATALOG_API_ID });
    }
    return await serviceOn({ ...portsOn(cloud), ...ports })(event, lambdaContext());
  };
}

const leftOf = ({ headers }: ProxyResult) => /"products";r=(\d+)/.exec(headers['ratelimit'] ?? '')?.[1];

describe('products of a day', () => {
  it('are counted as they are taken, and what exceeds them is refused whole', async () => {
    const send = callerWith({ products: 10 });

    expect(await send({ count: 7 })).toMatchObject({
      statusCode: 202,
      headers: { 'ratelimit-policy': '"requests";q=1000000;w=1, "products";q=10;w=86400' },
    });
    await inspect(cloud).messages();
    const refused = await send({ count: 4 });
    expect(refused.statusCode).toBe(429);
    expect(leftOf(refused)).toBe('3');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Problem.parse(JSON.parse(refused.body))).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: expect.stringContaining('3 are left, this request has 4, and nothing was taken') as string,
    });
    expect(await inspect(cloud).messages()).toEqual([]);
    expect(leftOf(await send({ count: 3 }))).toBe('0');
  });

  it('don’t include what isn’t taken: dry runs, rejected items and refused requests', async () => {
    const send = callerWith({ products: 10 });

    expect((await send({ count: 8, query: 'dryRun=true' })).statusCode).toBe(200);
    expect((await send({ items: [{ name: 'Bad' }] })).statusCode).toBe(422);
    expect(leftOf(await send({ items: [aProduct(), { name: 'Bad' }] }))).toBe('9');
  });

  it('are not counted again for a replay of an idempotency key', async () => {
    const send = callerWith({ products: 10 });

    expect(leftOf(await send({ count: 8, key: 'once' }))).toBe('2');
    const replay = await send({ count: 8, key: 'once' });
    expect(replay).toMatchObject({ statusCode: 202, headers: { 'idempotency-replayed': 'true' } });
    expect(leftOf(await send({ count: 1 }))).toBe('1');
  });

  it('refuse a repeat of a refused key too: it took nothing', async () => {
    const send = callerWith({ products: 10 });

    await send({ count: 8 });
    expect((await send({ count: 3, key: 'later' })).statusCode).toBe(429);
    expect((await send({ count: 3, key: 'later' })).statusCode).toBe(429);
    expect((await send({ count: 2, key: 'fits' })).statusCode).toBe(202);
  });

  it.each(['with', 'without'])('are given back when nothing was taken, %s a key', async (which) => {
    const send = callerWith({ products: 10 });
    const key = which === 'with' ? { key: 'again' } : {};
    const nothingSent = { send: () => Promise.reject(new SendError([], true, new Error('out'))) };
    const unavailable = { add: () => Promise.reject(new UnavailableError('list table', new Error('out'))) };

    expect((await send({ ...key, count: 8, ports: { queue: nothingSent } })).statusCode).toBe(503);
    expect((await send({ ...key, count: 8, ports: { lists: unavailable } })).statusCode).toBe(503);
    expect(leftOf(await send({ ...key, count: 8 }))).toBe('2');
  });

  it.each(['with', 'without'])('stay counted when some may have been taken, %s a key', async (which) => {
    const send = callerWith({ products: 10 });
    const key = which === 'with' ? { key: 'again' } : {};
    const unknown = { send: () => Promise.reject(new SendError([], false, new Error('out'))) };

    expect((await send({ ...key, count: 8, ports: { queue: unknown } })).statusCode).toBe(503);
    expect(leftOf(await send({ count: 1 }))).toBe('1');
  });

  it('of a repeat that goes on where an attempt stopped are not counted twice', async () => {
    const send = callerWith({ products: 10 });
    const unknown = { send: () => Promise.reject(new SendError([], false, new Error('out'))) };

    await send({ key: 'on', count: 8, ports: { queue: unknown } });
    expect((await send({ key: 'on', count: 8 })).statusCode).toBe(202);
    expect(leftOf(await send({ count: 1 }))).toBe('1');
  });
});

describe('requests of a second', () => {
  it('are counted on the direct route, and refused above the limit before the body is read', async () => {
    const send = callerWith({ requests: 1 });
    const results = await Promise.all(Array.from({ length: 6 }, () => send({ items: ['no item'] })));

    // More than one second can begin while they run.
    const refused = results.filter(({ statusCode }) => statusCode === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers).toMatchObject({ 'retry-after': '1', ratelimit: '"requests";r=0;t=1' });
    expect(new Set(results.map(({ statusCode }) => statusCode))).toEqual(new Set([422, 429]));
  });

  it('of the API are not counted here: it has counted them', async () => {
    const send = callerWith({ requests: 1 }, true);
    const results = await Promise.all(Array.from({ length: 4 }, () => send()));

    expect(results.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202]);
    expect(results.every(({ headers }) => headers['ratelimit']?.startsWith('"products"'))).toBe(true);
  });
});

it('takes everything while the limits’ table is out, and says so in a line that a metric counts', async () => {
  const send = callerWith({ products: 1, requests: 1 });
  const lines: [unknown, number][] = [];
  const { limiterOf } = portsOn({
    ...cloud,
    environment: { ...cloud.environment, LIMIT_TABLE_NAME: 'NoSuchTable' },
  });
  const watched: Ports['limiterOf'] = (log) =>
    limiterOf((error, uncounted) => {
      lines.push([(error as Error).name, uncounted]);
      log(error, uncounted);
    });

  const result = await send({ count: 5, ports: { limiterOf: watched } });

  expect(result.statusCode).toBe(202);
  expect(result.headers).not.toHaveProperty('ratelimit');
  expect(result.headers).toHaveProperty('ratelimit-policy');
  expect(lines).toEqual([['ResourceNotFoundException', 1]]);
});
