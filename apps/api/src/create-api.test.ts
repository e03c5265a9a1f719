import { describe, expect, it, vi } from 'vitest';
import { OPERATIONS } from './routes/index.ts';
import { createApi } from './create-api.ts';
import type { Deps, Intake, Log } from './deps.ts';
import { ProblemError } from '@async-catalog/http-contract';
import { document } from './testing/conformance.ts';
import { testApp, testDeps } from './testing/test-app.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

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
    ['PUT', '/products/1', 'GET, HEAD, PATCH, DELETE'],
    ['DELETE', '/submissions/1', 'GET, HEAD'],
    ['PUT', '/products', 'POST, GET, HEAD, PATCH, DELETE'],
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
      const problem = await response.json();
      expect(problem).toMatchObject({ code: 'FORBIDDEN', title: 'The request is not allowed' });
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

  it.each([
    ['cross-site', 'image'],
    ['cross-site', 'iframe'],
    ['same-site', 'script'],
  ])('answers 403 to a %s page that embeds it as %s, which says no origin', async (site, dest) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-dest': dest };

    expect((await open.request('/dead-letters', { headers })).status).toBe(403);
  });

  it.each([
    ['cross-site', 'document'],
    ['same-origin', 'iframe'],
    ['none', 'document'],
  ])('answers a browser that comes %s for a %s', async (site, dest) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-dest': dest };

    expect((await open.request('/products', { headers })).status).toBe(200);
  });

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
    const routes = createApi(testDeps({}))
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(operations.sort()).toEqual([...new Set(routes)].sort());
  });
});

describe('a header that has one value', () => {
  it.each([
    ['Idempotency-Key', 'a, b', 'POST', '/products'],
    ['Idempotency-Key', 'a,a', 'POST', '/products/batch'],
    ['Authorization', 'Bearer a, Bearer b', 'GET', '/products'],
    ['X-Request-Id', 'one, two', 'GET', '/healthz'],
    ['Content-Type', 'application/json, application/json', 'POST', '/products'],
  ])('is refused by its name when it is sent twice: %s', async (name, value, method, path) => {
    const response = await testApp().request(path, { method, headers: { [name]: value } });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining(`${name} was sent more than once`) as string,
    });
  });
});

describe('a query', () => {
  it.each([
    ['/products?limit=10&limit=20', '/limit', 'TOO_MANY'],
    ['/products?sku=A&sku=B', '/sku', 'TOO_MANY'],
    ['/products?cursor=%00', '/cursor', 'INVALID_FORMAT'],
    ['/products?limit=abc', '/limit', 'INVALID_FORMAT'],
    ['/products?limt=5', '/limt', 'UNKNOWN_FIELD'],
    [`/products/${ID}?fields=name`, '/fields', 'UNKNOWN_FIELD'],
    [`/submissions/${ID}?wait=5`, '/wait', 'UNKNOWN_FIELD'],
    [`/submissions/${ID}/items?outcome=done`, '/outcome', 'INVALID_FORMAT'],
    [`/submissions/${ID}/items?outcome=saved&outcome=failed`, '/outcome', 'TOO_MANY'],
    [`/submissions/${ID}/report?format=pdf`, '/format', 'INVALID_FORMAT'],
  ])('is refused with the parameter at fault: %s', async (path, pointer, code) => {
    const response = await testApp().request(path);

    expect(response.status).toBe(400);
    const { detail, errors } = (await response.json()) as { detail: string; errors: object[] };
    expect(errors).toEqual([{ pointer, code, detail: expect.any(String) as string }]);
    expect(detail).toContain(`Invalid query: ${pointer.slice(1)} `);
    expect(detail).not.toMatch(/expected|received|NaN|Invalid (input|option)/);
  });

  it.each(['dryRun=yes', 'dryRun=true&dryRun=false', 'dryrun=true'])(
    'of a submission is refused before anything is taken: %s',
    async (query) => {
      const submit = vi.fn<Intake['submit']>();

      const response = await testApp({ intake: { submit } }).request(`/products?${query}`, {
        method: 'POST',
      });

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ pointer: `/${query.slice(0, 6)}` }] });
      expect(submit).not.toHaveBeenCalled();
    },
  );

  it('that misspells a parameter is told the nearest one', async () => {
    expect(await (await testApp().request('/products?limti=5')).json()).toMatchObject({
      errors: [{ detail: 'is not a known parameter; did you mean "limit"?' }],
    });
  });

  it('with a value that a parameter does not take is answered with the values that it takes', async () => {
    const response = await testApp().request('/products?dryRun=yes', { method: 'POST' });

    expect(await response.json()).toMatchObject({
      errors: [{ pointer: '/dryRun', detail: 'is not a known value; send true or false' }],
    });
  });
});

describe('a cache', () => {
  it.each([
    ['/products', 'private, no-cache'],
    ['/products?sku=A-1', 'private, no-cache'],
    ['/products/none', 'no-store'],
    ['/products?limit=0', 'no-store'],
    ['/submissions/none', 'no-store'],
    ['/submissions/none/report', 'no-store'],
    ['/healthz', 'no-store'],
    ['/nowhere', 'no-store'],
  ])('is told of %s: %s', async (path, expected) => {
    expect((await testApp().request(path)).headers.get('cache-control')).toBe(expected);
  });
});

const ORIGIN = 'https://shop.example';
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,idempotency-key',
  },
});

describe('a page of another origin', () => {
  it.each(['/products', '/products/batch', '/submissions/1', '/nowhere'])(
    'that is allowed gets its preflight answered without a token: %s',
    async (path) => {
      const secured = createApi(testDeps({ authenticate: authenticateReader, allowedOrigins: [ORIGIN] }));

      const { status, headers } = await secured.request(path, preflight(ORIGIN));

      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(headers.get('access-control-allow-methods')).toBe('GET,HEAD,POST,PATCH,DELETE');
      expect(headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key/);
      expect(headers.has('access-control-allow-credentials')).toBe(false);
      expect(headers.get('vary')).toContain('Origin');
    },
  );

  it.each([
    [200, '/products', { authorization: 'Bearer good' }],
    [401, '/products', {}],
    [404, '/nowhere', {}],
    [400, '/products?limit=0', { authorization: 'Bearer good' }],
  ])('that is allowed can read a %i and its headers', async (status, path, sent) => {
    const app = createApi(testDeps({ authenticate: authenticateReader, allowedOrigins: [ORIGIN] }));

    const response = await app.request(path, { headers: { ...sent, origin: ORIGIN } });

    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    for (const name of ['Location', 'Retry-After', 'ETag', 'X-Request-Id', 'Idempotency-Replayed']) {
      expect(response.headers.get('access-control-expose-headers')).toContain(name);
    }
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each(['https://evil.example', 'http://shop.example', 'https://shop.example:8443', 'null'])(
    'that is not allowed gets no leave: %s',
    async (origin) => {
      const app = createApi(testDeps({ allowedOrigins: [ORIGIN] }));

      const asked = await app.request('/products', preflight(origin));
      const refused = await app.request('/products', { headers: { origin } });

      expect(asked.headers.has('access-control-allow-origin')).toBe(false);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain(`API_ALLOWED_ORIGINS=${origin}`);
    },
  );

  it('that is allowed is served by an open service', async () => {
    const app = createApi(testDeps({ allowedOrigins: [ORIGIN] }));

    expect((await app.request('http://localhost/products', { headers: { origin: ORIGIN } })).status).toBe(
      200,
    );
  });

  it('finds no preflight where no origin is allowed', async () => {
    expect((await testApp().request('/products', preflight(ORIGIN))).status).toBe(405);
  });
});

describe('an open service called by another name', () => {
  it('refuses all but what has nothing of the catalog', async () => {
    const answered = await Promise.all(
      OPERATIONS.map(async ({ method, path }) => {
        const { status } = await createApi(testDeps({})).request(`http://evil.example${path}`, { method });
        return status === 403 ? [] : [`${method} ${path}`];
      }),
    );

    expect(answered.flat().toSorted()).toEqual([
      'GET /docs',
      'GET /docs/scalar.js',
      'GET /healthz',
      'GET /openapi.json',
      'GET /readyz',
    ]);
  });

  it('names it, and the variable that allows it', async () => {
    const response = await createApi(testDeps({})).request('http://host.docker.internal:3000/products');

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('API_ALLOWED_HOSTS=host.docker.internal');
  });

  it('answers by the names that are allowed, and no others', async () => {
    const app = createApi(testDeps({ allowedHosts: ['host.docker.internal'] }));

    expect((await app.request('http://Host.Docker.Internal:3000/products')).status).toBe(200);
    expect((await app.request('http://a.host.docker.internal/products')).status).toBe(403);
  });
});
