import { MAX_BATCH_ITEMS, MAX_SENT_BYTES } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { batchesOf, toJson } from './batches.ts';
import { createCatalogClient } from './create-catalog-client.ts';
import { accepted, json, startFakeApi } from './testing/fake-api.ts';

const products = (count: number, description = '') =>
  Array.from({ length: count }, (_, index) => ({ name: `Tea ${index}`, price: 1, description }));

async function setUp() {
  const { baseUrl, requests } = await startFakeApi(json(202, accepted));
  return { catalog: createCatalogClient({ baseUrl, retries: 0 }), requests };
}

describe('batchesOf', () => {
  it.each([
    [0, []],
    [1, [1]],
    [MAX_BATCH_ITEMS, [MAX_BATCH_ITEMS]],
    [MAX_BATCH_ITEMS + 1, [MAX_BATCH_ITEMS, 1]],
    [2 * MAX_BATCH_ITEMS + 1, [MAX_BATCH_ITEMS, MAX_BATCH_ITEMS, 1]],
  ])('splits %i items by their number', (count, sizes) => {
    const items = products(count);

    const batches = [...batchesOf(items)];

    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(batches.flat()).toEqual(items);
  });

  it('splits by bytes, and fills each batch as far as the next item allows', () => {
    const items = products(300, 'é'.repeat(30_000));

    const batches = [...batchesOf(items)];
    const sizes = batches.map((batch) => Buffer.byteLength(JSON.stringify({ items: batch })));

    expect(batches.flat()).toEqual(items);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SENT_BYTES);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(MAX_SENT_BYTES - 61_000);
  });

  it('leaves an item that is too large alone', () => {
    const [small] = products(1);
    const [large] = products(1, 'x'.repeat(MAX_SENT_BYTES));

    expect([...batchesOf([small!, large!, small!])].map(({ length }) => length)).toEqual([1, 1, 1]);
  });
});

describe('a submission over the limit', () => {
  it.each(['createProducts', 'saveProducts', 'checkProducts'] as const)(
    'of items is refused by %s before anything is sent',
    async (method) => {
      const { catalog, requests } = await setUp();

      await expect(catalog[method](products(MAX_BATCH_ITEMS + 1))).rejects.toThrow(
        new RangeError(
          'a batch has at most 1000 items, and this one has 1001; send what batchesOf splits it into',
        ),
      );
      expect(requests).toEqual([]);
    },
  );

  it('of bytes is refused before anything is sent', async () => {
    const { catalog, requests } = await setUp();

    await expect(catalog.createProducts(products(2, 'x'.repeat(MAX_SENT_BYTES / 2)))).rejects.toThrow(
      /^a request has at most 4194304 bytes, and this one has 41944\d\d; send what batchesOf splits it into, or import a file$/,
    );
    expect(requests).toEqual([]);
  });

  it('of bytes of one product has no batches to be split into', async () => {
    const { catalog, requests } = await setUp();
    const [product] = products(1, 'x'.repeat(MAX_SENT_BYTES));
    const message = /^a request has at most 4194304 bytes, and this one has \d+; shorten its product$/;

    await expect(catalog.createProduct(product!)).rejects.toThrow(message);
    await expect(catalog.createProducts([product!])).rejects.toThrow(message);
    expect(requests).toEqual([]);
  });

  it('is one byte over it, however many bytes a character has', () => {
    const text = 'é'.repeat(MAX_SENT_BYTES / 2 - 1);

    expect(toJson(text)).toBe(`"${text}"`);
    expect(() => toJson(`${text}x`)).toThrow(RangeError);
  });

  it('is sent in batches that are within it', async () => {
    const { catalog, requests } = await setUp();

    for (const batch of batchesOf(products(MAX_BATCH_ITEMS + 1))) {
      await catalog.createProducts(batch);
    }

    expect(requests.map(({ body }) => (JSON.parse(body) as { items: unknown[] }).items.length)).toEqual([
      MAX_BATCH_ITEMS,
      1,
    ]);
  });
});
