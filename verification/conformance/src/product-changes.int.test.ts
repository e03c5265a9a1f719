import { openCatalog } from '@async-catalog/local/testing';
import { productIdOfSku } from '@async-catalog/product-schema';
import { beforeAll, expect, it } from 'vitest';
import { createConformanceClient } from './testing/conformance-client.ts';

let running: Awaited<ReturnType<typeof openCatalog>>;
let client: ReturnType<typeof createConformanceClient>;
beforeAll(async () => {
  running = await openCatalog();
  client = createConformanceClient(running.catalog.apiUrl);
  return () => running.stop();
});

const teapot = {
  name: 'Teapot',
  price: 24.5,
  currency: 'EUR',
  category: 'Kitchen',
  attributes: { litres: 1, old: true },
};

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return client.send(method, path, {
    headers: { prefer: 'wait=20', 'content-type': contentType, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** Waits for the outcome of the only item. */
async function outcomeOf(answer: Promise<Response>) {
  const { submissionId } = (await (await answer).json()) as { submissionId: string };
  await running.api.waitForSubmission(submissionId);
  const [item] = await Array.fromAsync(running.api.items(submissionId));
  return [item?.outcome, item?.error?.code];
}

const SAVED = ['saved', undefined];
const CONFLICT = ['failed', 'VERSION_CONFLICT'];

it('a product is put, patched, deleted and put again, and its version goes on', async () => {
  const path = `/products/${productIdOfSku('tea/1')}`;
  const bySku = `/products?sku=${encodeURIComponent('tea/1')}`;

  expect(await outcomeOf(send('POST', '/products', { ...teapot, sku: 'tea/1' }))).toEqual(SAVED);
  const changes = { price: 20, category: null, attributes: { old: null } };
  expect(await outcomeOf(send('PATCH', path, changes))).toEqual(SAVED);
  expect(await outcomeOf(send('PATCH', bySku, { brand: 'Alps' }))).toEqual(SAVED);

  const patched = await send('GET', path);
  expect(patched.headers.get('etag')).toBe('"3"');
  const { category: _, ...rest } = teapot;
  const product = { ...rest, sku: 'tea/1', price: 20, brand: 'Alps', attributes: { litres: 1 } };
  expect(await patched.json()).toEqual({
    ...product,
    id: productIdOfSku('tea/1'),
    version: 3,
    submissionId: expect.any(String) as string,
    createdAt: expect.any(String) as string,
    updatedAt: expect.any(String) as string,
  });

  expect(await outcomeOf(send('DELETE', bySku))).toEqual(SAVED);
  const deleted = await send('GET', path);
  expect([deleted.status, await deleted.json()]).toMatchObject([404, { code: 'PRODUCT_DELETED' }]);
  expect(await (await send('GET', bySku)).json()).toEqual({ items: [] });
  expect(await Array.fromAsync(running.api.products())).toEqual([]);
  expect(await outcomeOf(send('DELETE', path))).toEqual(SAVED);

  expect(await outcomeOf(send('POST', '/products', { name: 'Pot', price: 1, sku: 'tea/1' }))).toEqual(SAVED);
  const again = (await (await send('GET', path)).json()) as { version: number };
  expect(again).toMatchObject({ name: 'Pot', price: 1 });
  expect(again.version).toBeGreaterThan(4);
  expect(again).not.toHaveProperty('brand');
});

it('a change for a version is applied to that version alone', async () => {
  const { api } = running;
  const id = productIdOfSku('tea/2');
  const path = `/products/${id}`;
  await api.saveProducts([{ ...teapot, sku: 'tea/2' }]);
  const read = await send('GET', path);
  const etag = read.headers.get('etag') ?? '';
  // As it was read, with what the catalog has added to it.
  const sentBack = { ...((await read.json()) as object), price: 21 };

  expect(await outcomeOf(send('PATCH', path, sentBack, { 'if-match': etag }))).toEqual(SAVED);
  expect(await outcomeOf(send('PATCH', path, { price: 22 }, { 'if-match': etag }))).toEqual(CONFLICT);
  const { submissionId } = await api.saveProducts([
    { op: 'delete', id, ifVersion: 1 },
    { op: 'put', ...teapot, sku: 'tea/2', ifVersion: 7 },
    { op: 'patch', sku: 'tea/2', ifVersion: 2, price: 23 },
  ]);

  const items = await Array.fromAsync(api.items(submissionId));
  expect(items.map(({ outcome, error }) => [outcome, error?.code])).toEqual([CONFLICT, CONFLICT, SAVED]);
  expect(await api.getProduct(id)).toMatchObject({ price: 23, version: 3 });
});

it('the same key with another change is refused', async () => {
  const path = `/products/${productIdOfSku('tea/3')}`;
  const key = { 'idempotency-key': 'change' };
  const first = await send('DELETE', path, undefined, { ...key, prefer: 'respond-async' });

  const others = [
    await send('DELETE', path, undefined, { ...key, 'if-match': '"1"' }),
    await send('DELETE', `/products/${productIdOfSku('tea/4')}`, undefined, key),
    await send('PATCH', path, { price: 1 }, key),
  ];
  const repeated = await send('DELETE', path, undefined, { ...key, prefer: 'respond-async' });

  expect(first.status).toBe(202);
  expect(others.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(repeated.headers.get('idempotency-replayed')).toBe('true');
});

it('a body that says otherwise than the URL is refused with pointers into it, and a DELETE has none', async () => {
  const path = `/products/${productIdOfSku('tea/5')}`;

  const refused = await send('PATCH', path, { op: 'delete', sku: 'tea/6', price: -1 });
  const { errors } = (await refused.json()) as { errors: { pointer: string }[] };
  const withBody = await send('DELETE', path, {});
  const weak = await send('DELETE', path, undefined, { 'if-match': 'W/"1"' });
  const dry = await send('PATCH', `${path}?dryRun=true`, { price: 1 });

  expect(refused.status).toBe(422);
  expect(errors.map(({ pointer }) => pointer)).toEqual(['/op', '/sku']);
  expect([withBody.status, weak.status, dry.status]).toEqual([400, 400, 200]);
});
