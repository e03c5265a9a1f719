import { gzipSync } from 'node:zlib';
import { MAX_SENT_BYTES, nothingTaken, outcomeUnknown, ProblemError } from '@async-catalog/http-contract';
import { newSubmissionId, submissionLinks } from '@async-catalog/product-schema';
import { finishedRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { SubmissionStore } from '../../core/ports.ts';
import type { Deps, Intake, Log } from '../../deps.ts';
import { accepted } from '../../openapi/examples.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const taken = {
  status: 202,
  headers: {
    'content-type': 'application/json',
    location: accepted.links.self,
    'retry-after': '1',
  },
  body: JSON.stringify(accepted),
};

function setUp(submit: Intake['submit'] = () => Promise.resolve(taken), overrides: Partial<Deps> = {}) {
  const spy = vi.fn<Intake['submit']>(submit);
  return { app: testApp({ intake: { submit: spy }, ...overrides }), submit: spy };
}

describe.each(['/products', '/products/batch'])('POST %s', (path) => {
  it('passes the request on with the body unchanged', async () => {
    const { app, submit } = setUp();

    await app.request(`${path}?dryRun=true`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': '"k-1"',
        prefer: 'handling=strict',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        'x-request-id': 'r-9',
        cookie: 'not=wanted',
      },
      body: '{ "name" : "Teapot" ',
    });

    expect(submit).toHaveBeenCalledExactlyOnceWith({
      method: 'POST',
      path,
      query: 'dryRun=true',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': '"k-1"',
        prefer: 'handling=strict',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        'x-request-id': 'r-9',
      },
      body: expect.any(Uint8Array) as Uint8Array,
      caller: undefined,
      quotas: { requests: 1000, products: 1_000_000 },
      requestId: 'r-9',
    });
    expect(new TextDecoder().decode(submit.mock.calls[0]?.[0].body)).toBe('{ "name" : "Teapot" ');
  });

  it.each([
    ['prefer', 'foo; note="x, handling=strict"'],
    ['traceparent', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['traceparent', 'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ])('passes %s: %s on unchanged and applies nothing of it', async (name, value) => {
    const { app, submit } = setUp();

    const response = await app.request(path, { method: 'POST', headers: { [name]: value }, body: '{}' });

    expect(submit.mock.calls[0]?.[0].headers).toMatchObject({ [name]: value });
    expect(response.headers.has('preference-applied')).toBe(false);
  });

  it('passes the caller on', async () => {
    const { app, submit } = setUp(undefined, {
      authenticate: () => Promise.resolve({ caller: 'alice', scopes: new Set(['catalog:write']) }),
    });

    await app.request(path, { method: 'POST', headers: { authorization: 'Bearer t' }, body: '{}' });

    expect(submit.mock.calls[0]?.[0].caller).toBe('alice');
  });

  it('returns the intake’s answer', async () => {
    const { app } = setUp();

    const response = await app.request(path, { method: 'POST', body: '{}' });

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(accepted.links.self);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('x-request-id')).toBe('made-here');
    expect(await response.text()).toBe(taken.body);
  });

  it('answers 503 with Retry-After when the intake is unavailable', async () => {
    const { app } = setUp(() => Promise.reject(nothingTaken(undefined)));

    const response = await app.request(path, { method: 'POST', body: '{}' });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    const problem = await response.json();
    expect(problem).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(problem).not.toHaveProperty('submissionId');
  });

  it('names the submission that may be taken', async () => {
    const submissionId = newSubmissionId();
    const { app } = setUp(() => Promise.reject(outcomeUnknown(undefined, submissionId)));

    const response = await app.request(path, { method: 'POST', body: '{}' });

    expect(response.headers.get('location')).toBe(submissionLinks(submissionId).self);
    expect(await response.json()).toMatchObject({ submissionId, links: submissionLinks(submissionId) });
  });

  it('answers 429 with Retry-After when the intake is throttled', async () => {
    const { app } = setUp(() =>
      Promise.reject(new ProblemError('TOO_MANY_REQUESTS', 'Slow down.', { retryAfterSeconds: 1 })),
    );

    const response = await app.request(path, { method: 'POST', body: '{}' });

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

describe('the body', () => {
  it('may have exactly the limit', async () => {
    const { app, submit } = setUp();

    const response = await app.request('/products', {
      method: 'POST',
      headers: { 'content-length': String(MAX_SENT_BYTES) },
      body: new Uint8Array(MAX_SENT_BYTES),
    });

    expect(response.status).toBe(202);
    expect(submit.mock.calls[0]?.[0].body.byteLength).toBe(MAX_SENT_BYTES);
  });

  it('is refused unread when it says that it is larger', async () => {
    const { app, submit } = setUp();
    const pull = vi.fn<() => void>();

    const response = await app.request('/products', {
      method: 'POST',
      headers: { 'content-length': String(MAX_SENT_BYTES + 1) },
      body: new ReadableStream({ pull }, { highWaterMark: 0 }),
      duplex: 'half',
    });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(pull).not.toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
  });

  it('is read up to the limit when it doesn’t say how large it is', async () => {
    const { app, submit } = setUp();
    const chunk = new Uint8Array(1024 * 1024);
    const pull = vi.fn<(controller: ReadableStreamDefaultController) => void>((controller) =>
      controller.enqueue(chunk),
    );

    const response = await app.request('/products', {
      method: 'POST',
      body: new ReadableStream({ pull }, { highWaterMark: 0 }),
      duplex: 'half',
    });

    expect(response.status).toBe(413);
    expect(pull).toHaveBeenCalledTimes(5);
    expect(submit).not.toHaveBeenCalled();
  });

  it('is taken whole when it ends before the limit', async () => {
    const { app, submit } = setUp();

    await app.request('/products', { method: 'POST', body: new Blob(['{', '}']).stream(), duplex: 'half' });

    expect(new TextDecoder().decode(submit.mock.calls[0]?.[0].body)).toBe('{}');
  });

  it('may be empty: the intake says what is missing', async () => {
    const { app, submit } = setUp();

    await app.request('/products', { method: 'POST' });

    expect(submit.mock.calls[0]?.[0].body.byteLength).toBe(0);
  });

  it.each(['gzip', 'x-gzip', 'GZIP'])('is passed on as it was sent, with its coding: %s', async (coding) => {
    const { app, submit } = setUp();
    const body = gzipSync('{"name":"Teapot"}');

    await app.request('/products', { method: 'POST', headers: { 'content-encoding': coding }, body });

    expect(submit.mock.calls[0]?.[0].headers['content-encoding']).toBe(coding);
    expect(body.equals(submit.mock.calls[0]![0].body)).toBe(true);
  });

  it.each(['br', 'deflate', 'gzip, gzip'])('may not have another coding: %s', async (coding) => {
    const response = await setUp().app.request('/products', {
      method: 'POST',
      headers: { 'content-encoding': coding },
      body: 'x',
    });

    expect(response.status).toBe(415);
    expect(response.headers.get('accept-encoding')).toBe('gzip, identity');
    expect(await response.json()).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('that ends early is answered as malformed, which is no fault of ours', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });

    const response = await setUp().app.request('/products', { method: 'POST', body, duplex: 'half' });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

/** Uses a clock that only the pauses advance. */
function waiting(get: SubmissionStore['get'], submit?: Intake['submit'], more: Partial<Deps> = {}) {
  let time = NOW.getTime();
  const pauses: number[] = [];
  const reads = vi.fn<SubmissionStore['get']>(get);
  const overrides: Partial<Deps> = {
    submissions: {
      get: reads,
      getMany: () => Promise.resolve([]),
      cancel: () => Promise.resolve(undefined),
    },
    now: () => new Date(time),
    pause: (ms, signal) => {
      signal.throwIfAborted();
      pauses.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
  return { ...setUp(submit, { ...overrides, ...more }), pauses, reads };
}

const preferring = (prefer: string): RequestInit => ({ method: 'POST', headers: { prefer }, body: '{}' });

describe('Prefer: wait', () => {
  const finished = finishedRecord({ id: accepted.submissionId });
  const pending = submissionRecord({ id: accepted.submissionId });

  it('answers 200 with the finished submission', async () => {
    const { app, reads } = waiting(() => Promise.resolve(reads.mock.calls.length < 3 ? pending : finished));

    const response = await app.request('/products', preferring('respond-async, wait=5'));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      submissionId: finished.id,
      status: 'completed',
      reportReady: true,
    });
    expect(response.headers.get('preference-applied')).toBe('wait=5');
    expect(response.headers.get('content-location')).toBe(submissionLinks(finished.id).self);
    expect(response.headers.has('location')).toBe(false);
    expect(response.headers.has('retry-after')).toBe(false);
  });

  it('answers 202 when it isn’t finished in time, and says that it waited', async () => {
    const { app, pauses } = waiting(() => Promise.resolve(pending));

    const response = await app.request('/products', preferring('respond-async, wait=5'));

    expect(response.status).toBe(202);
    expect(response.headers.get('preference-applied')).toBe('respond-async, wait=5');
    expect(response.headers.get('location')).toBe(accepted.links.self);
    expect(pauses).toEqual([20, 40, 80, 160, 320, ...Array.from({ length: 8 }, () => 500), 380]);
  });

  it('answers a 202 at once for respond-async, and says so', async () => {
    const { app, reads } = waiting(() => Promise.resolve(finished));

    const response = await app.request('/products', preferring('respond-async'));

    expect(response.status).toBe(202);
    expect(response.headers.get('preference-applied')).toBe('respond-async');
    expect(reads).not.toHaveBeenCalled();
  });

  it('doesn’t wait for what another preference says in quotes', async () => {
    const { app, reads } = waiting(() => Promise.resolve(finished));

    const response = await app.request('/products', preferring('foo="bar, wait=2"'));

    expect(response.status).toBe(202);
    expect(response.headers.has('preference-applied')).toBe(false);
    expect(reads).not.toHaveBeenCalled();
  });

  it('looks again soon, then ever later, up to half a second', async () => {
    const { app, pauses } = waiting(() => Promise.resolve(pending));

    await app.request('/products', preferring('wait=10'));

    expect(pauses.slice(0, 8)).toEqual([20, 40, 80, 160, 320, 500, 500, 500]);
  });

  it('answers as soon as every item is settled, whether report.json is written yet or not', async () => {
    const { reportedSettlements: _, ...unreported } = finished;
    const { app, reads } = waiting(() => Promise.resolve(unreported));

    const response = await app.request('/products', preferring('wait=1'));

    expect(await response.json()).toMatchObject({ status: 'completed', reportReady: true });
    expect(reads).toHaveBeenCalledOnce();
  });

  it('keeps the other headers of the intake’s answer', async () => {
    const { app } = waiting(
      () => Promise.resolve(finished),
      () =>
        Promise.resolve({
          ...taken,
          headers: {
            ...taken.headers,
            'preference-applied': 'handling=strict',
            'idempotency-replayed': 'true',
          },
        }),
    );

    const response = await app.request('/products', preferring('handling=strict, wait=5'));

    expect(response.headers.get('preference-applied')).toBe('handling=strict, wait=5');
    expect(response.headers.get('idempotency-replayed')).toBe('true');
  });

  it('answers 202 when the submission can’t be read: it is taken all the same', async () => {
    const { app } = waiting(() => Promise.reject(nothingTaken(undefined)));

    expect((await app.request('/products', preferring('wait=5'))).status).toBe(202);
  });

  it('stops reading when the consumer goes away, which is no fault', async () => {
    const gone = new AbortController();
    const error = vi.fn<Log['error']>();
    const { app, reads } = waiting(
      () => {
        gone.abort();
        return Promise.resolve(pending);
      },
      undefined,
      { log: { info: vi.fn<Log['info']>(), error } },
    );

    await app.request('/products', { ...preferring('wait=20'), signal: gone.signal });

    expect(reads).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
  });

  it('doesn’t wait for what was not accepted', async () => {
    const { app, reads } = waiting(
      () => Promise.resolve(finished),
      () =>
        Promise.resolve({
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"valid":1,"rejected":[],"warnings":[]}',
        }),
    );

    await app.request('/products?dryRun=true', preferring('wait=5'));

    expect(reads).not.toHaveBeenCalled();
  });
});
