import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCatalogHttp } from './catalog-http.ts';
import { CatalogProblemError } from './catalog-problem-error.ts';
import { type Answer, breakOff, json, never, problem, startFakeApi, submission } from './testing/fake-api.ts';

const REQUEST = { params: { path: { id: submission().submissionId } } };

async function setUp(...answers: Answer[]) {
  const api = await startFakeApi(...answers);
  return { ...api, http: createCatalogHttp({ baseUrl: api.baseUrl, retries: 2, timeoutMs: 2000 }) };
}

describe('a request', () => {
  it.each([
    ['409 REQUEST_IN_PROGRESS', problem(409, 'REQUEST_IN_PROGRESS')],
    ['429', problem(429, 'TOO_MANY_REQUESTS')],
    ['503', problem(503, 'DEPENDENCY_UNAVAILABLE')],
    ['503 without Retry-After', json(503, {})],
    ['502 of a proxy', json(502, {}, { 'content-type': 'text/html' })],
    ['504 of a proxy', json(504, {}, { 'content-type': 'text/html' })],
    ['a broken connection', breakOff],
  ])('is repeated unchanged after %s', async (_, first) => {
    const { http, requests } = await setUp(first, json(202, {}));
    const header = { 'Idempotency-Key': 'k-1' };
    const name = 'x'.repeat(300_000);

    const { response } = await http.POST('/products', { body: { name, price: 1 }, params: { header } });

    expect(response.status).toBe(202);
    expect(requests).toHaveLength(2);
    for (const { headers, body } of requests) {
      expect(headers).toMatchObject({ 'idempotency-key': 'k-1', 'content-length': String(body.length) });
      expect(JSON.parse(body)).toEqual({ name, price: 1 });
    }
  });

  it('is repeated when no answer comes in time', async () => {
    const { baseUrl, requests } = await startFakeApi(never, json(200, submission()));
    const http = createCatalogHttp({ baseUrl, timeoutMs: 100 });

    const { data } = await http.GET('/submissions/{id}', REQUEST);

    expect(data).toEqual(submission());
    expect(requests).toHaveLength(2);
  });

  it.each([
    [400, 'INVALID_REQUEST'],
    [401, 'UNAUTHENTICATED'],
    [404, 'REPORT_NOT_READY'],
    [413, 'PAYLOAD_TOO_LARGE'],
    [422, 'INVALID_PRODUCT'],
    [500, 'INTERNAL_ERROR'],
  ] as const)('is not repeated after %d %s: that would give the same again', async (status, code) => {
    const { http, requests } = await setUp(problem(status, code));

    await expect(http.GET('/products')).rejects.toMatchObject({ status, code });
    expect(requests).toHaveLength(1);
  });

  it('fails with the last answer when there are no more retries', async () => {
    const { http, requests } = await setUp(breakOff, problem(503, 'DEPENDENCY_UNAVAILABLE'));

    await expect(http.GET('/products')).rejects.toThrow(CatalogProblemError);
    expect(requests).toHaveLength(3);
  });

  it('fails with the platform’s own error when the last retry gets no answer', async () => {
    const { http, requests } = await setUp(breakOff);

    await expect(http.GET('/products')).rejects.toThrow('fetch failed');
    expect(requests).toHaveLength(3);
  });

  it('ends at once when its signal is aborted, between two attempts too', async () => {
    const { http, requests } = await setUp(problem(503, 'DEPENDENCY_UNAVAILABLE', '20'));
    const controller = new AbortController();

    const startedAt = performance.now();
    const answer = http.GET('/products', { signal: controller.signal });
    await vi.waitUntil(() => requests.length === 1, { timeout: 60_000 });
    controller.abort(new Error('enough'));

    await expect(answer).rejects.toThrow('enough');
    expect(requests).toHaveLength(1);
    // It would wait for the time that the API asked for.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('returns a 304, which is not a problem', async () => {
    const { http } = await setUp((response) => response.writeHead(304).end());
    const params = { path: { id: 'p' }, header: { 'If-None-Match': '"1"' } };

    const { response } = await http.GET('/products/{id}', { params });

    expect(response.status).toBe(304);
  });
});

describe('a submission', () => {
  it('without a key gets one, which its retries share', async () => {
    const { http, requests } = await setUp(breakOff, json(202, {}));
    const body = { name: 'Teapot', price: 1 };

    await http.POST('/products', { body });
    await http.POST('/products', { body });

    const [broken, repeated, other] = requests.map(({ headers }) => headers['idempotency-key']);
    expect(broken).toMatch(/^[0-9a-f-]{36}$/);
    expect(repeated).toBe(broken);
    expect(other).not.toBe(broken);
  });
});

describe('an access token', () => {
  it('is sent if there is one', async () => {
    const { baseUrl, requests } = await startFakeApi(json(200, {}));

    await createCatalogHttp({ baseUrl }).GET('/healthz');
    await createCatalogHttp({ baseUrl, token: 't-0' }).GET('/healthz');

    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer t-0']);
  });

  it('is requested before each attempt', async () => {
    const { baseUrl, requests } = await startFakeApi(problem(429, 'TOO_MANY_REQUESTS'), json(200, {}));
    let asked = 0;

    await createCatalogHttp({ baseUrl, token: () => Promise.resolve(`t-${++asked}`) }).GET('/healthz');

    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer t-1', 'Bearer t-2']);
  });
});

/** Measures each attempt, in milliseconds after the first, with a service that always answers the same. */
async function attemptsAt(answer: () => Response, random = 1): Promise<number[]> {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(random);
  const startedAt = Date.now();
  const attempts: number[] = [];
  const fetch = () => {
    attempts.push(Date.now() - startedAt);
    return Promise.resolve(answer());
  };
  const http = createCatalogHttp({ baseUrl: 'https://catalog.example', retries: 7, fetch });
  const [outcome] = await Promise.allSettled([http.GET('/healthz'), vi.runAllTimersAsync()]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { status: answer().status } });
  return attempts;
}

function unavailable(headers: Record<string, string> = {}) {
  return new Response(null, { status: 503, headers });
}

function limited(seconds: string) {
  return () => new Response(null, { status: 429, headers: { 'retry-after': seconds } });
}

function inProgress() {
  return Response.json(
    { type: 'urn:x', title: 'T', status: 409, detail: 'D', instance: '/', code: 'REQUEST_IN_PROGRESS' },
    { status: 409, headers: { 'content-type': 'application/problem+json', 'retry-after': '14' } },
  );
}

describe('the pause before a retry', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('doubles, up to ten seconds', async () => {
    expect(await attemptsAt(() => unavailable())).toEqual([0, 300, 900, 2100, 4500, 9300, 18_900, 28_900]);
  });

  it('is shortened at random, so that many clients don’t retry at once', async () => {
    expect((await attemptsAt(() => unavailable(), 0.5)).slice(0, 4)).toEqual([0, 150, 450, 1050]);
  });

  it('is as long as Retry-After asks for, in seconds or as a date', async () => {
    expect((await attemptsAt(() => unavailable({ 'retry-after': '7' }))).slice(0, 3)).toEqual([
      0, 7000, 14_000,
    ]);
    vi.setSystemTime(new Date('2026-01-31T09:30:00Z'));
    const date = 'Sat, 31 Jan 2026 09:30:05 GMT';
    expect((await attemptsAt(() => unavailable({ 'retry-after': date })))[1]).toBe(5000);
  });

  it('is what is left of the claim while a request with the same key is in progress', async () => {
    let attempt = 0;
    const attempts = await attemptsAt(() => (attempt++ === 0 ? inProgress() : unavailable()));

    expect(attempts[1]).toBe(14_000);
  });

  it('may add up to more than the time limit of one attempt', async () => {
    let attempt = 0;
    const attempts = await attemptsAt(() => (attempt++ < 5 ? inProgress() : unavailable()));

    expect(attempts.slice(0, 6)).toEqual([0, 14_000, 28_000, 42_000, 56_000, 70_000]);
  });

  it('is not made for a limit that passes later than in half a minute', async () => {
    expect(await attemptsAt(limited('31'))).toEqual([0]);
    expect((await attemptsAt(limited('30'))).slice(0, 2)).toEqual([0, 30_000]);
  });

  it('is half a minute at most, whatever Retry-After asks for', async () => {
    expect((await attemptsAt(() => unavailable({ 'retry-after': '3600' })))[1]).toBe(30_000);
  });
});

describe('a problem', () => {
  it('is an error with the whole document and a message of one line', async () => {
    const { http, baseUrl } = await setUp(problem(422, 'INVALID_PRODUCT'));

    const error = await http
      .POST('/products', { body: { name: '', price: 1 } })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(CatalogProblemError);
    expect(error).toMatchObject({
      name: 'CatalogProblemError',
      message: 'POST /products answered 422 INVALID_PRODUCT: D',
      status: 422,
      code: 'INVALID_PRODUCT',
      problem: { code: 'INVALID_PRODUCT', requestId: 'r-1', detail: 'D' },
    });
    expect(String(error)).not.toContain(baseUrl);
  });

  it('has no document when a proxy answered', async () => {
    const { http } = await setUp(json(403, '<h1>', { 'content-type': 'text/html' }));

    await expect(http.GET('/products')).rejects.toMatchObject({
      message: 'GET /products answered 403',
      status: 403,
      code: undefined,
      problem: undefined,
    });
  });
});
