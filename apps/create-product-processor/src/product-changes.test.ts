import { gzipSync } from 'node:zlib';
import {
  type HttpRequest,
  httpApiEvent,
  lambdaContext,
  restApiEvent,
} from '@async-catalog/local-cloud/testing';
import { Accepted, DryRun, Problem, productIdOf, productIdOfSku } from '@async-catalog/product-schema';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serviceOn } from './testing/intake-service.ts';
import { memoryPorts } from './testing/memory-ports.ts';

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  return () => void vi.unstubAllEnvs();
});

const ID = productIdOfSku('A');

function setUp() {
  const memory = memoryPorts();
  const service = serviceOn(memory.ports);
  return { ...memory, send: (request: HttpRequest) => service(httpApiEvent(request), lambdaContext()) };
}

describe('If-Match', () => {
  const put = { method: 'POST', path: '/products', headers: { 'if-match': '"3"' } };

  it('of a POST is for which version the item is', async () => {
    const { send, messages } = setUp();

    for (const fields of [{}, { ifVersion: 3 }, { op: 'patch' }]) {
      expect(await send({ ...put, body: { name: 'Cup', price: 1, sku: 'A', ...fields } })).toMatchObject({
        statusCode: 202,
      });
    }
    expect(messages).toMatchObject([
      { op: 'put', ifVersion: 3 },
      { op: 'put', ifVersion: 3 },
      { op: 'patch', ifVersion: 3 },
    ]);
  });

  it.each([
    [
      'another version',
      '/products',
      { name: 'Cup', price: 1, sku: 'A', ifVersion: 4 },
      422,
      'INVALID_PRODUCT',
    ],
    ['a batch', '/products/batch', { items: [{ name: 'Cup', price: 1 }] }, 400, 'INVALID_REQUEST'],
  ])('is refused of %s', async (_, path, body, status, code) => {
    const { send, messages } = setUp();

    const refused = await send({ ...put, path, body });

    expect(refused.statusCode).toBe(status);
    expect(Problem.parse(JSON.parse(refused.body))).toMatchObject({ code });
    expect(messages).toEqual([]);
  });

  it.each(['PATCH', 'DELETE', 'POST'])('of a %s takes no asterisk', async (method) => {
    const { send } = setUp();
    const path = method === 'POST' ? '/products' : `/products/${ID}`;
    const body = method === 'DELETE' ? {} : { body: { name: 'Cup', price: 1 } };

    expect(await send({ method, path, ...body, headers: { 'if-match': '*' } })).toMatchObject({
      statusCode: 400,
    });
  });
});

it.each(['sku=%FF', 'sku=%ZZ'])('a change of ?%s is refused, whatever product that is', async (query) => {
  const { send, messages } = setUp();

  const refused = await send({ method: 'DELETE', path: '/products', query });

  expect(Problem.parse(JSON.parse(refused.body))).toMatchObject({ code: 'INVALID_REQUEST' });
  expect(messages).toEqual([]);
});

it('a JSON patch is refused, with what a PATCH takes', async () => {
  const { send } = setUp();
  const headers = { 'content-type': 'application/json-patch+json' };

  const refused = await send({ method: 'PATCH', path: `/products/${ID}`, headers, body: { price: 2 } });

  expect(refused).toMatchObject({
    statusCode: 415,
    headers: { 'accept-patch': 'application/merge-patch+json, application/json' },
  });
});

describe('PATCH and DELETE', () => {
  it.each([
    [
      'by the id, for a version',
      { path: `/products/${ID}`, headers: { 'if-match': '"3"' } },
      { ifVersion: 3 },
    ],
    ['by the SKU', { path: '/products', query: 'sku=A' }, { sku: 'A' }],
  ])('%s become messages', async (_, request, named) => {
    const { send, messages } = setUp();

    const patched = await send({ method: 'PATCH', body: { price: 2, brand: null }, ...request });
    const deleted = await send({ method: 'DELETE', ...request });

    expect([patched.statusCode, deleted.statusCode]).toEqual([202, 202]);
    expect(Accepted.parse(JSON.parse(patched.body)).items).toMatchObject([{ productId: ID, op: 'patch' }]);
    expect(messages).toMatchObject([
      { version: 2, op: 'patch', productId: ID, changes: { price: 2, brand: null }, ...named },
      { version: 2, op: 'delete', productId: ID, ...named },
    ]);
  });

  it('takes a compressed merge patch, and a REST API’s event', async () => {
    const { ports, messages } = setUp();
    const request = {
      method: 'PATCH',
      path: `/prod/products/${ID}`,
      headers: { 'Content-Type': 'application/merge-patch+json', 'content-encoding': 'gzip' },
      body: gzipSync('{"price":2}'),
    };

    expect(await serviceOn(ports)(restApiEvent(request), lambdaContext())).toMatchObject({ statusCode: 202 });
    expect(messages).toMatchObject([{ op: 'patch', changes: { price: 2 } }]);
  });

  it('needs no content type of a DELETE, and takes no body', async () => {
    const { send } = setUp();
    const request = { method: 'DELETE', path: `/products/${ID}`, headers: { 'content-type': '' } };

    expect(await send(request)).toMatchObject({ statusCode: 202 });
    const refused = await send({ ...request, body: '{}' });
    expect(Problem.parse(JSON.parse(refused.body))).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: 'A DELETE has no body; send it without.',
    });
  });

  it('checks without storing anything, with pointers into the body', async () => {
    const { send, messages, records } = setUp();
    const request = { method: 'PATCH', path: '/products', query: 'sku=A&dryRun=true' };

    const valid = await send({ ...request, body: { price: 2 } });
    const invalid = await send({ ...request, body: { price: -1 } });

    expect(DryRun.parse(JSON.parse(valid.body))).toMatchObject({ valid: 1 });
    expect(DryRun.parse(JSON.parse(invalid.body)).rejected[0]?.errors).toMatchObject([{ pointer: '/price' }]);
    expect([messages.length, records.length]).toEqual([0, 0]);
  });
});

describe('a merge', () => {
  it('becomes a message with the fields that it names, of the product with its SKU or of a new one', async () => {
    const { send, messages } = setUp();
    const items = [
      { op: 'merge', sku: 'A', price: 2, brand: null },
      { op: 'merge', name: 'Cup', price: 0 },
      { op: 'merge', name: 'Cup' },
    ];

    const answer = await send({ method: 'POST', path: '/products/batch', body: { items } });

    const accepted = Accepted.parse(JSON.parse(answer.body));
    const { submissionId } = accepted;
    expect(accepted).toMatchObject({
      items: [
        { index: 0, productId: ID, sku: 'A', op: 'merge' },
        { index: 1, productId: productIdOf({ submissionId, index: 1 }), op: 'merge' },
      ],
      rejected: [{ index: 2, op: 'merge', errors: [{ pointer: '/price', code: 'REQUIRED' }] }],
      warnings: [{ index: 1, code: 'PRICE_ZERO' }],
    });
    expect(messages).toMatchObject([
      { version: 2, op: 'merge', sku: 'A', changes: { price: 2, brand: null } },
      { version: 2, op: 'merge', changes: { name: 'Cup', price: 0 } },
    ]);
  });
});
