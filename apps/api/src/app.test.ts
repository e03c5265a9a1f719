import { describe, expect, it, vi } from 'vitest';
import { createApp } from './app.ts';
import type { Log } from './core/deps.ts';
import { testDeps } from './testing/test-deps.ts';

describe('every answer', () => {
  it('carries the consumer’s request id', async () => {
    const response = await createApp(testDeps()).request('/healthz', {
      headers: { 'x-request-id': 'abc 1' },
    });

    expect(response.headers.get('x-request-id')).toBe('abc 1');
  });

  it.each([
    ['of 129 characters', 'x'.repeat(129)],
    ['with a letter outside ASCII', 'caf\u00e9'],
  ])('carries an id made here in place of one %s', async (_, sent) => {
    const response = await createApp(testDeps()).request('/healthz', { headers: { 'x-request-id': sent } });

    expect(response.headers.get('x-request-id')).toBe('made-here');
  });

  it('takes a request id of 128 characters', async () => {
    const sent = 'x'.repeat(128);

    const response = await createApp(testDeps()).request('/healthz', { headers: { 'x-request-id': sent } });

    expect(response.headers.get('x-request-id')).toBe(sent);
  });

  it('is logged in one line that names the route and never the token', async () => {
    const info = vi.fn<Log['info']>();
    const app = createApp(testDeps({ log: { info, error: vi.fn<Log['error']>() } }));

    await app.request('/products/none', { headers: { authorization: 'Bearer secret' } });

    expect(info).toHaveBeenCalledExactlyOnceWith('request', {
      method: 'GET',
      route: '/products/:id',
      status: 404,
      durationMs: expect.any(Number) as number,
      requestId: 'made-here',
      caller: undefined,
    });
  });
});

describe('an unknown path', () => {
  it('answers a 404 problem', async () => {
    const response = await createApp(testDeps()).request('/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'urn:async-catalog:problem:not-found',
      title: 'There is no such resource',
      status: 404,
      detail: 'There is nothing here; see /docs for what there is.',
      instance: '/nowhere',
      code: 'NOT_FOUND',
      requestId: 'made-here',
    });
  });
});

describe('a method that the path does not have', () => {
  it('answers 405 and says in Allow which it has', async () => {
    const response = await createApp(testDeps()).request('/products/1', { method: 'DELETE' });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await response.json()).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
      detail: 'Use one of GET, HEAD.',
    });
  });
});

describe('a fault of ours', () => {
  it('answers 500 with a fixed sentence and logs the error in full', async () => {
    const error = vi.fn<Log['error']>();
    const fault = new Error('table catalog-prod is gone');
    const app = createApp(
      testDeps({
        submissions: { get: () => Promise.reject(fault) },
        log: { info: vi.fn<Log['info']>(), error },
      }),
    );

    const response = await app.request('/submissions/01890a5d-ac96-774b-bcce-b302099a8057');

    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: 'INTERNAL_ERROR', requestId: 'made-here' });
    expect(body).not.toContain('catalog-prod');
    expect(error).toHaveBeenCalledExactlyOnceWith('INTERNAL_ERROR', { requestId: 'made-here', error: fault });
  });
});
