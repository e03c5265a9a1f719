import { type Problem, productIdOf, productIdOfSku, type Product } from '@async-catalog/product-schema';
import { describe, expect, it, vi } from 'vitest';
import type { ProductReader } from '../../core/ports.ts';
import { product } from '../../testing/products.ts';
import { testApp } from '../../testing/test-app.ts';
import { buildCursor } from '../cursors.ts';

function setUp(page: Awaited<ReturnType<ProductReader['page']>> = { products: [], lastId: undefined }) {
  const spy = vi.fn<ProductReader['page']>(() => Promise.resolve(page));
  return { app: testApp({ products: { page: spy } }), page: spy };
}

describe('GET /products', () => {
  it('answers a page of 20 and no cursor after the last one', async () => {
    const saved = product();
    const { app, page } = setUp({ products: [saved], lastId: undefined });

    const response = await app.request('/products');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ items: [saved] });
    expect(page).toHaveBeenCalledExactlyOnceWith(20, undefined);
  });

  it('goes on after the product that the cursor names', async () => {
    const { id } = product();
    const { app, page } = setUp({ products: [product()], lastId: id });
    const { nextCursor } = (await (await app.request('/products?limit=1')).json()) as { nextCursor: string };

    await app.request(`/products?limit=100&cursor=${nextCursor}`);

    expect(page).toHaveBeenLastCalledWith(100, id);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=',
    'limit=1.5',
    'page=2',
    'cursor=',
    `cursor=${'x'.repeat(201)}`,
  ])('answers 400 to ?%s and names the parameter', async (query) => {
    const response = await setUp().app.request(`/products?${query}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining(query.split('=')[0] ?? '') as string,
    });
  });
});

const SIZE = 32_768;

/** Builds a product of a given size in JSON, where a control character takes six bytes. */
function sized(bytes: number, index: number): Product {
  const bare = product({ id: productIdOf({ submissionId: 'large', index }), description: '' });
  const rest = bytes - Buffer.byteLength(JSON.stringify(bare));
  return { ...bare, description: '\u0001'.repeat(rest / 6) + 'x'.repeat(rest % 6) };
}

describe('a page of large products', () => {
  it('holds 2 MiB', async () => {
    const products = Array.from({ length: 64 }, (_, index) => sized(SIZE, index));
    const { app } = setUp({ products, lastId: undefined });

    expect(await (await app.request('/products?limit=100')).json()).toEqual({ items: products });
  });

  it('ends before the product with which it would have one byte more, and goes on with that one', async () => {
    const products = Array.from({ length: 65 }, (_, index) => sized(SIZE + Number(index === 63), index));
    const { app, page } = setUp({ products, lastId: products[64]?.id });

    const response = await app.request('/products?limit=100');
    const { items, nextCursor } = (await response.json()) as { items: Product[]; nextCursor: string };
    await app.request(`/products?cursor=${nextCursor}`);

    expect(items).toEqual(products.slice(0, 63));
    expect(page).toHaveBeenLastCalledWith(20, products[62]?.id);
  });

  it('fits into a function’s answer, where it is a text within JSON', async () => {
    const quotes = { ...product(), description: '"\\'.repeat(5000), tags: [] };
    const { app } = setUp({ products: Array.from({ length: 100 }, () => quotes), lastId: undefined });

    const body = await (await app.request('/products?limit=100')).text();

    expect(Buffer.byteLength(JSON.stringify({ body }))).toBeLessThan(5_000_000);
  });
});

describe('GET /products?cursor=', () => {
  it.each(['last', '', 7, { id: 'x' }, product().id.toUpperCase()])(
    'answers 400 to a cursor with position %j, which is no product id',
    async (position) => {
      const { app, page } = setUp();
      const cursor = buildCursor('products', position);

      const response = await app.request(`/products?cursor=${cursor}`);

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
      expect(page).not.toHaveBeenCalled();
    },
  );
});

describe('GET /products?sku=', () => {
  it('answers the product whose id is computed from the SKU', async () => {
    const saved = product({ sku: 'TEA-IRON-08' });
    const get = vi.fn<ProductReader['get']>(() => Promise.resolve(saved));

    const response = await testApp({ products: { get } }).request('/products?sku=TEA-IRON-08');

    expect(await response.json()).toEqual({ items: [saved] });
    // UUIDv5 of the SKU in the published namespace: `uuidgen --sha1 --namespace b8ac680e-… --name TEA-IRON-08`
    expect(get).toHaveBeenCalledExactlyOnceWith('50ca33b7-d702-54df-8de1-59d32eb52ccd');
  });

  it('answers an empty list for a SKU that no product has', async () => {
    const response = await testApp().request('/products?sku=NONE');

    expect(await response.json()).toEqual({ items: [] });
  });

  it('answers an empty list for a product that was deleted', async () => {
    const deleted = { id: product().id, deletedAt: '2026-01-31T09:30:00.000Z' };

    const response = await testApp({ products: { get: () => Promise.resolve(deleted) } }).request(
      '/products?sku=A',
    );

    expect(await response.json()).toEqual({ items: [] });
  });

  it.each(['sku=', 'sku=a%20%20b', 'sku=a%E2%80%8Bb', `sku=${'x'.repeat(256)}`, 'sku=A&cursor=x'])(
    'answers 400 to ?%s',
    async (query) => {
      const response = await testApp().request(`/products?${query}`);

      expect(response.status).toBe(400);
    },
  );

  it.each(['sku', 'skus'])('names a fix that a query can have where %s has nothing to see', async (name) => {
    const response = await testApp().request(`/products?${name}=%E2%80%8B`);

    expect(await response.json()).toMatchObject({
      errors: [{ detail: expect.stringMatching(/; leave it out$/) as string }],
    });
  });
});

const sold = (sku: string, overrides: Partial<Product> = {}) =>
  product({ id: productIdOfSku(sku), sku, ...overrides });
const large = (sku: string) => sold(sku, { description: 'x'.repeat(900_000) });

function serving(...products: Product[]) {
  const getMany = vi.fn<ProductReader['getMany']>((ids) =>
    Promise.resolve(products.filter(({ id }) => ids.includes(id))),
  );
  return { app: testApp({ products: { getMany } }), getMany };
}

describe('GET /products?skus=', () => {
  it('answers the products in the order of their SKUs, each once, and names those that are missing', async () => {
    const [a, b] = [sold('A'), sold('B')];
    const { app, getMany } = serving(a, b);

    const response = await app.request('/products?skus=B,%20none%20,A,B');

    expect(await response.json()).toEqual({ items: [b, a], missing: ['none'] });
    expect(getMany).toHaveBeenCalledExactlyOnceWith(['B', 'none', 'A'].map(productIdOfSku));
  });

  it('answers a hundred at once, and in pages where that is asked for', async () => {
    const skus = Array.from({ length: 100 }, (_, n) => `S-${n}`);
    const { app } = serving(...skus.map((sku) => sold(sku)));
    const page = async (query: string) =>
      (await (await app.request(`/products?skus=${skus.join(',')}${query}`)).json()) as {
        items: Product[];
        nextCursor?: string;
      };

    const all = await page('');
    expect(all.items.map(({ sku }) => sku)).toEqual(skus);
    expect(all).not.toHaveProperty('nextCursor');

    const first = await page('&limit=60');
    const second = await page(`&limit=60&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('ends a page at 2 MiB, and goes on after it', async () => {
    const skus = ['A', 'gone', 'B', 'C'];
    const { app } = serving(large('A'), large('B'), large('C'));
    const page = async (query: string) =>
      (await (await app.request(`/products?skus=${skus.join(',')}${query}`)).json()) as {
        items: Product[];
        missing: string[];
        nextCursor?: string;
      };

    const first = await page('');
    const second = await page(`&cursor=${first.nextCursor}`);

    expect([first, second].map(({ items, missing }) => [items.map(({ sku }) => sku), missing])).toEqual([
      [['A', 'B'], ['gone']],
      [['C'], []],
    ]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('takes no cursor of other SKUs', async () => {
    const { app } = serving(sold('A'), sold('B'));
    const { nextCursor } = (await (await app.request('/products?skus=A,B&limit=1')).json()) as {
      nextCursor: string;
    };

    expect((await app.request(`/products?skus=A,C&limit=1&cursor=${nextCursor}`)).status).toBe(400);
  });

  it.each([
    ['skus=', '/skus'],
    ['skus=A,,B', '/skus'],
    [`skus=${Array.from({ length: 101 }, (_, n) => `S-${n}`).join(',')}`, '/skus'],
    [`skus=${'x'.repeat(256)}`, '/skus'],
    ['skus=A&sku=A', '/skus'],
    ['sku=A&cursor=x', '/cursor'],
  ])('refuses ?%s, and names the parameter', async (query, pointer) => {
    const response = await serving().app.request(`/products?${query}`);

    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).errors?.[0]?.pointer).toMatch(new RegExp(`^${pointer}`));
  });
});
