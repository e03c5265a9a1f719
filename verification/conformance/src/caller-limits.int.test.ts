import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

const LIMIT = 20;
const FLOOD = 2000;
/** Requests at once. */
const SENDERS = 8;
const UNKNOWN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(token: string, path: string, { headers, ...init }: Sent = {}) {
  const response = await fetch(`${catalog.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const batch = (count: number) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    items: Array.from({ length: count }, (_, n) => ({ name: `Cup ${n}`, price: n, sku: `CUP-${n}` })),
  }),
});

const limitsOut: Fault = ({ resource }) =>
  resource === 'LimitTable'
    ? { status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'Out' }
    : undefined;

const leftOf = ({ headers }: { headers: Headers }) =>
  /"products";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];

describe('a caller that floods', () => {
  it('is refused above its limit, and changes nothing about another’s answers', async () => {
    const flooding = await catalog.issuer.token({ sub: 'flood', catalog_requests_per_second: LIMIT });
    const other = await catalog.issuer.token({ sub: 'other' });
    const ask = async () => {
      const { status, body } = await send(other, '/products?limit=1');
      return { status, body };
    };
    const before = await ask();

    const startedAt = Date.now();
    const ended = new AbortController();
    const flood = Promise.all(
      Array.from({ length: SENDERS }, async () => {
        const answers = [];
        for (let n = 0; n < FLOOD / SENDERS; n += 1) {
          answers.push(await send(flooding, '/products?limit=1'));
        }
        return answers;
      }),
    ).finally(() => {
      ended.abort();
    });
    const during = [];
    while (!ended.signal.aborted) {
      during.push(await ask());
    }
    const answers = (await flood).flat();
    const seconds = Math.floor(Date.now() / 1000) - Math.floor(startedAt / 1000) + 1;

    expect(during).toEqual(during.map(() => before));
    expect(answers).toHaveLength(FLOOD);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(seconds * LIMIT);
    const refused = answers.filter(({ status }) => status === 429);
    for (const { headers } of refused) {
      expect(['retry-after', 'ratelimit', 'ratelimit-policy'].map((name) => headers.get(name))).toEqual([
        '1',
        '"requests";r=0;t=1',
        expect.stringContaining(`"requests";q=${LIMIT};w=1`),
      ]);
    }
  });
});

it('every kind of answer tells the limits once the caller is known, and none before', async () => {
  const token = await catalog.issuer.token({ sub: 'kinds' });
  const reader = await catalog.issuer.token({ sub: 'kinds', scope: 'catalog:read' });
  const known = [
    await send(token, '/products?limit=1'),
    await send(token, `/products/${UNKNOWN_ID}`),
    await send(token, '/products?limit=none'),
    await send(token, '/products/batch', batch(1)),
    await send(token, '/products/batch', { ...batch(1), body: '{' }),
    await catalog.during(
      ({ operation }) =>
        operation === 'Invoke'
          ? { status: 429, type: 'TooManyRequestsException', message: 'Not now' }
          : undefined,
      () => send(token, '/products/batch', batch(1)),
    ),
    await catalog.during(
      ({ operation }) =>
        operation === 'Scan' ? { status: 503, type: 'ServiceUnavailable', message: 'Out' } : undefined,
      () => send(token, '/products?limit=1'),
    ),
  ];
  const refusedByScope = await send(reader, '/products/batch', batch(1));
  const unknown = [await send('none', '/products'), await send('none', '/healthz')];

  expect(known.map(({ status }) => status)).toEqual([200, 404, 400, 202, 400, 429, 503]);
  for (const { headers } of known) {
    expect(headers.get('ratelimit-policy')).toMatch(/^"requests";q=\d+;w=1, "products";q=\d+;w=86400$/);
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=1/);
  }
  expect(refusedByScope.status).toBe(403);
  expect(refusedByScope.headers.has('ratelimit-policy')).toBe(true);
  expect(unknown.map(({ status, headers }) => [status, headers.has('ratelimit-policy')])).toEqual([
    [401, false],
    [200, false],
  ]);
});

it('a batch over what is left today is refused whole, and a replay isn’t counted', async () => {
  const token = await catalog.issuer.token({ sub: 'day', catalog_products_per_day: 10 });
  const once = { ...batch(8), headers: { ...batch(8).headers, 'idempotency-key': 'once' } };

  const first = await send(token, '/products/batch', once);
  const replay = await send(token, '/products/batch', once);
  const tooMany = await send(token, '/products/batch', batch(3));
  const rest = await send(token, '/products/batch', batch(2));

  expect([first, replay, tooMany, rest].map(({ status }) => status)).toEqual([202, 202, 429, 202]);
  expect(replay.headers.get('idempotency-replayed')).toBe('true');
  expect([leftOf(first), leftOf(tooMany), leftOf(rest)]).toEqual(['2', '2', '0']);
  const { detail } = JSON.parse(tooMany.body) as { detail: string };
  expect(detail).toContain('10 products a day');
  const file = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'name,price\nTea,1\n' };
  expect((await send(token, '/imports', file)).status).toBe(429);
});

it('while the limits’ table is out, requests pass, and a line says so', async () => {
  const token = await catalog.issuer.token({ sub: 'out', catalog_requests_per_second: 1 });

  const answers = await catalog.during(limitsOut, async () => [
    await send(token, '/products?limit=1'),
    await send(token, '/products?limit=1'),
    await send(token, '/products/batch', batch(1)),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 202]);
  expect(answers.map(({ headers }) => headers.has('ratelimit'))).toEqual([false, false, false]);
  await expect
    .poll(() => catalog.lines.filter((line) => line.includes('"Limiter unavailable"')), { timeout: 300_000 })
    .toHaveLength(1);
});
