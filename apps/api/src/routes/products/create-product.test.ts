import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../app.ts';
import type { Intake } from '../../core/ports.ts';
import { dependencyUnavailable } from '../../core/problem-error.ts';
import { testDeps } from '../../testing/test-deps.ts';
import { MAX_BODY_BYTES } from '../read-body.ts';

function setUp(submit: Intake['submit'] = () => Promise.resolve({ status: 202, headers: {}, body: '{}' })) {
  const spy = vi.fn<Intake['submit']>(submit);
  return { app: createApp(testDeps({ intake: { submit: spy } })), submit: spy };
}

describe('POST /products', () => {
  it('hands the request on with the body as it came', async () => {
    const { app, submit } = setUp();

    await app.request('/products?dryRun=true', {
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
      path: '/products',
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
      requestId: 'r-9',
    });
    expect(new TextDecoder().decode(submit.mock.calls[0]?.[0].body)).toBe('{ "name" : "Teapot" ');
  });

  it('gives the intake’s answer back', async () => {
    const { app } = setUp(() =>
      Promise.resolve({
        status: 202,
        headers: { 'content-type': 'application/json', location: '/submissions/1', 'retry-after': '1' },
        body: '{"submissionId":"1"}',
      }),
    );

    const response = await app.request('/products', { method: 'POST', body: '{}' });

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe('/submissions/1');
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('x-request-id')).toBe('made-here');
    expect(await response.text()).toBe('{"submissionId":"1"}');
  });

  it('takes a body of exactly the limit', async () => {
    const { app, submit } = setUp();

    const response = await app.request('/products', { method: 'POST', body: new Uint8Array(MAX_BODY_BYTES) });

    expect(response.status).toBe(202);
    expect(submit.mock.calls[0]?.[0].body.byteLength).toBe(MAX_BODY_BYTES);
  });

  it('refuses a body that says it is larger, unread', async () => {
    const { app, submit } = setUp();
    const body = new ReadableStream(
      { pull: () => expect.unreachable('the body was read') },
      { highWaterMark: 0 },
    );

    const response = await app.request('/products', {
      method: 'POST',
      headers: { 'content-length': String(MAX_BODY_BYTES + 1) },
      body,
      duplex: 'half',
    });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(submit).not.toHaveBeenCalled();
  });

  it('stops reading a body of unknown length at the limit', async () => {
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
    expect(pull).toHaveBeenCalledTimes(6);
    expect(submit).not.toHaveBeenCalled();
  });

  it('takes a body of unknown length below the limit', async () => {
    const { app, submit } = setUp();

    await app.request('/products', { method: 'POST', body: new Blob(['{', '}']).stream(), duplex: 'half' });

    expect(new TextDecoder().decode(submit.mock.calls[0]?.[0].body)).toBe('{}');
  });

  it('refuses a compressed body', async () => {
    const { app } = setUp();

    const response = await app.request('/products', {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: 'x',
    });

    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('answers 503 with Retry-After when the intake is out of reach', async () => {
    const { app } = setUp(() => Promise.reject(dependencyUnavailable('Nothing was taken; send it again.')));

    const response = await app.request('/products', { method: 'POST', body: '{}' });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
