import { describe, expect, it, vi } from 'vitest';
import { createApi } from './create-api.ts';
import type { Deps, Intake, Log } from './deps.ts';
import { ProblemError } from '@async-catalog/http-contract';
import { document } from './testing/conformance.ts';
import { testApp, testDeps } from './testing/test-app.ts';

describe('every answer', () => {
  it('carries the consumer’s request id', async () => {
    const response = await testApp().request('/healthz', { headers: { 'x-request-id': 'abc 1' } });

    expect(response.headers.get('x-request-id')).toBe('abc 1');
  });

  it.each([
    ['of 129 characters', 'x'.repeat(129)],
    ['with a character outside ASCII', 'caf\u00e9'],
  ])('carries an id made here in place of one %s', async (_, sent) => {
    const response = await testApp().request('/healthz', { headers: { 'x-request-id': sent } });

    expect(response.headers.get('x-request-id')).toBe('made-here');
  });

  it('takes a request id of 128 characters', async () => {
    const sent = 'x'.repeat(128);

    const response = await testApp().request('/healthz', { headers: { 'x-request-id': sent } });

    expect(response.headers.get('x-request-id')).toBe(sent);
  });

  it.each(['/healthz', '/nowhere', '/products', '/docs', '/submissions/1'])(
    'is nosniff: %s',
    async (path) => {
      const response = await testApp().request(path);

      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('is logged in one line that names the route and never the token', async () => {
    const info = vi.fn<Log['info']>();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const app = testApp({
      authenticate: authenticateReader,
      log: { info, error: vi.fn<Log['error']>() },
    });

    await app.request('/products/none', { headers: { authorization: 'Bearer secret', traceparent } });

    expect(info).toHaveBeenCalledExactlyOnceWith('request', {
      method: 'GET',
      route: '/products/:id',
      status: 404,
      problem: 'PRODUCT_NOT_FOUND',
      reason: undefined,
      durationMs: expect.any(Number) as number,
      requestId: 'made-here',
      traceparent,
      caller: 'alice',
    });
  });

  it.each([
    ['of zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['whose parent is zeros', '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01'],
    ['of version ff', 'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ])('is logged without a traceparent %s', async (_, traceparent) => {
    const info = vi.fn<Log['info']>();

    await testApp({ log: { info, error: vi.fn<Log['error']>() } }).request('/healthz', {
      headers: { traceparent },
    });

    expect(info.mock.calls[0]?.[1]).toMatchObject({ route: '/healthz', traceparent: undefined });
  });

  it.each([
    ['POST', '/products/batch', '/products/batch'],
    ['GET', '/products/batch', '/products/batch'],
    ['GET', '/nowhere', '/*'],
  ])('of %s %s is logged under the route %s', async (method, path, route) => {
    const info = vi.fn<Log['info']>();

    await testApp({
      authenticate: authenticateReader,
      log: { info, error: vi.fn<Log['error']>() },
    }).request(path, { method });

    expect(info.mock.calls[0]?.[1]).toMatchObject({ route });
  });
});

describe('an unknown path', () => {
  it('answers a 404 problem', async () => {
    const response = await testApp().request('/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'urn:async-catalog:problem:not-found',
      title: 'There is no such resource',
      status: 404,
      detail: 'No such path. See /docs.',
      instance: '/nowhere',
      code: 'NOT_FOUND',
      requestId: 'made-here',
    });
  });
});

describe('a method that the path does not have', () => {
  it.each([
    ['DELETE', '/products/1', 'GET, HEAD'],
    ['PUT', '/products', 'POST, GET, HEAD'],
    ['GET', '/products/batch', 'POST'],
    ['PUT', '/products/batch', 'POST'],
    ['GET', '/submissions/1/retry', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('answers 405 to %s %s and says in Allow which it has', async (method, path, allow) => {
    const response = await testApp().request(path, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
      detail: `Allowed methods: ${allow}.`,
    });
  });
});

describe('a fault of ours', () => {
  it('answers 500 with a fixed sentence and logs the error in full', async () => {
    const error = vi.fn<Log['error']>();
    const fault = new Error('table catalog-prod is gone');
    const app = testApp({
      submissions: { get: () => Promise.reject(fault) },
      log: { info: vi.fn<Log['info']>(), error },
    });

    const response = await app.request('/submissions/01890a5d-ac96-774b-bcce-b302099a8057');

    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: 'INTERNAL_ERROR', requestId: 'made-here' });
    expect(body).not.toContain('catalog-prod');
    expect(error).toHaveBeenCalledExactlyOnceWith('INTERNAL_ERROR', { requestId: 'made-here', error: fault });
  });
});

const authenticateReader: Deps['authenticate'] = () =>
  Promise.resolve({ caller: 'alice', scopes: new Set(['catalog:read']) });

const authenticateWithoutScope: Deps['authenticate'] = () =>
  Promise.resolve({ caller: 'alice', scopes: new Set() });

describe('access', () => {
  const authenticate = vi.fn<NonNullable<Deps['authenticate']>>((token) =>
    token === 'good'
      ? Promise.resolve({ caller: 'alice', scopes: new Set(['catalog:read']) })
      : Promise.reject(
          new ProblemError('UNAUTHENTICATED', 'It is not valid.', {
            headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
            cause: new Error('signature verification failed'),
          }),
        ),
  );

  it.each([undefined, 'good', 'Basic Z29vZDpnb29k', 'Bearer', 'Bearer go od'])(
    'asks for a token where %j is sent',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };

      const response = await testApp({ authenticate }).request('/products', { headers });

      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
    },
  );

  it('says that a token is not valid, and logs why in the same one line', async () => {
    const log = { info: vi.fn<Log['info']>(), error: vi.fn<Log['error']>() };

    const response = await testApp({ authenticate, log }).request('/products', {
      headers: { authorization: 'Bearer bad' },
    });

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(log.info).toHaveBeenCalledOnce();
    expect(log.info.mock.calls[0]?.[1]).toMatchObject({
      problem: 'UNAUTHENTICATED',
      reason: 'signature verification failed',
    });
    expect(log.error).not.toHaveBeenCalled();
  });

  it('names the scope that a token lacks', async () => {
    const response = await testApp({ authenticate }).request('/products', {
      method: 'POST',
      headers: { authorization: 'bearer good' },
    });

    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="catalog:write"',
    );
    expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets a token with the scope through', async () => {
    const response = await testApp({ authenticate }).request('/products', {
      headers: { authorization: 'Bearer good' },
    });

    expect(response.status).toBe(200);
  });

  it('is needed by every operation that the document says needs it, with the scope that it names', async () => {
    const secured = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { security }]) => ({
        path,
        method: method.toUpperCase(),
        scope: security.flatMap((needed) => Object.values(needed).flat())[0],
      })),
    );

    for (const { path, method, scope } of secured) {
      const response = await testApp({ authenticate: authenticateWithoutScope }).request(path, {
        method,
        headers: { authorization: 'Bearer good' },
      });
      const needed = /scope="(.*)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1];

      expect([method, path, needed]).toEqual([method, path, scope]);
    }
  });
});

describe('a service that asks for no tokens', () => {
  const open = createApi(testDeps({}));

  it.each(['https://evil.example', 'null', 'http://localhost:3001', 'https://localhost'])(
    'answers 403 to a page from %s, and submits nothing for it',
    async (origin) => {
      const submit = vi.fn<Intake['submit']>();

      const response = await testApp({ intake: { submit } }).request('/products', {
        method: 'POST',
        body: '{}',
        headers: { origin, 'content-type': 'text/plain' },
      });

      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' });
      expect(submit).not.toHaveBeenCalled();
    },
  );

  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'answers 403 when called as %s',
    async (host) => {
      const origin = `http://${host}`;

      expect((await open.request(`${origin}/products`, { headers: { origin } })).status).toBe(403);
      expect((await open.request(`${origin}/products`)).status).toBe(403);
    },
  );

  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'answers programs that call it as %s, and its own pages there',
    async (host) => {
      const origin = `http://${host}`;

      expect((await open.request(`${origin}/products`)).status).toBe(200);
      expect((await open.request(`${origin}/products`, { headers: { origin } })).status).toBe(200);
    },
  );

  it('leaves pages to the access token where one is asked for', async () => {
    const secured = createApi(testDeps({ authenticate: authenticateReader }));

    const response = await secured.request('https://catalog.example/products', {
      headers: { authorization: 'Bearer good', origin: 'https://shop.example' },
    });

    expect(response.status).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  it('lists every route that there is, and no other', () => {
    const routes = createApi({} as Deps)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(operations.sort()).toEqual([...new Set(routes)].sort());
  });
});
