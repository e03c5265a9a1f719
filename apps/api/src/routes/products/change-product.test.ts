import { submissionLinks } from '@async-catalog/product-schema';
import { describe, expect, it, vi } from 'vitest';
import type { Intake } from '../../deps.ts';
import { acceptedOf } from '../../openapi/examples.ts';
import { product } from '../../testing/products.ts';
import { testApp } from '../../testing/test-app.ts';

const { id } = product();

function setUp() {
  const submit = vi.fn<Intake['submit']>(() =>
    Promise.resolve({
      status: 202,
      headers: {
        'content-type': 'application/json',
        location: submissionLinks(acceptedOf('patch').submissionId).self,
        'retry-after': '1',
      },
      body: JSON.stringify(acceptedOf('patch')),
    }),
  );
  return { app: testApp({ intake: { submit } }), submit };
}

describe.each([
  ['PATCH', `/products/${id}`, 'dryRun=false'],
  ['PATCH', '/products', 'sku=A%2F1&dryRun=false'],
  ['DELETE', `/products/${id}`, ''],
  ['DELETE', '/products', 'sku=A'],
])('%s %s?%s', (method, path, query) => {
  it('passes the request on, with method, path, query and ETag', async () => {
    const { app, submit } = setUp();
    const body = method === 'PATCH' ? { body: '{"price":2}' } : {};

    const response = await app.request(`${path}?${query}`, {
      method,
      headers: {
        'content-type': 'application/merge-patch+json',
        'idempotency-key': 'k-1',
        'if-match': '"3"',
      },
      ...body,
    });

    expect(response.status).toBe(202);
    const [request] = submit.mock.calls[0]!;
    expect(request).toMatchObject({
      method,
      path,
      query,
      headers: {
        'content-type': 'application/merge-patch+json',
        'idempotency-key': 'k-1',
        'if-match': '"3"',
      },
    });
    expect(new TextDecoder().decode(request.body)).toBe(body.body ?? '');
  });

  it('needs a token that allows writing', async () => {
    const app = testApp({
      authenticate: () => Promise.resolve({ caller: 'alice', scopes: new Set(['catalog:read']) }),
    });

    const response = await app.request(path, { method, headers: { authorization: 'Bearer t' } });

    expect(response.status).toBe(403);
  });
});

it.each(['PATCH', 'DELETE'])('%s /products without a SKU says what names the product', async (method) => {
  const response = await setUp().app.request('/products', { method });

  expect(await response.json()).toMatchObject({
    code: 'INVALID_REQUEST',
    errors: [{ pointer: '/sku', code: 'REQUIRED', detail: 'is missing; name the product by its sku' }],
  });
});

it.each(['sku=%FF', 'sku=%ZZ'])('a query that can’t be decoded, as ?%s, names no product', async (query) => {
  const { app, submit } = setUp();

  for (const method of ['PATCH', 'DELETE']) {
    const response = await app.request(`/products?${query}`, { method });
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining("The query can't be decoded") as string,
    });
  }
  expect(submit).not.toHaveBeenCalled();
});

it('passes on the conditions that the intake refuses', async () => {
  const { app, submit } = setUp();
  const headers = { 'if-none-match': '*', 'if-unmodified-since': 'Sat, 29 Oct 1994 19:43:31 GMT' };

  await app.request('/products', { method: 'POST', headers, body: '{}' });

  expect(submit.mock.calls[0]?.[0].headers).toMatchObject(headers);
});

it.each([
  ['PATCH', '/products'],
  ['DELETE', '/products?sku='],
  ['DELETE', '/products?sku=A&sku=B'],
  ['DELETE', '/products?sku=A&limit=1'],
  ['DELETE', `/products/${id}?sku=A`],
  ['PATCH', `/products/${id}?dryrun=true`],
])('%s %s is refused before anything is submitted', async (method, path) => {
  const { app, submit } = setUp();

  const response = await app.request(path, { method });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  expect(submit).not.toHaveBeenCalled();
});
