import { parseProductInput } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { renderRow } from '../csv/render-row.ts';
import { MAX_GROUP_ROWS } from '../item-builder.ts';
import { importText } from '../testing/import-text.ts';
import { readSample } from '../testing/read-sample.ts';

const sample = readSample('shopify');
const CSV = { kind: 'csv', delimiter: ',' } as const;
const [header = ''] = sample.split('\n');

const csv = (...rows: string[]) =>
  `Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n${rows.join('\n')}\n`;

describe("Shopify's layout", () => {
  it('makes an item of each variant, with what its product says once', async () => {
    const { guessed, items } = await importText(sample);
    expect(guessed.errors).toEqual([]);
    expect(guessed.mapping.layout).toBe('shopify');
    expect(items.map(({ line, value }) => [line, value])).toEqual([
      [
        2,
        {
          op: 'merge',
          name: 'Linen Shirt – Blue / M',
          description: '<p>A light shirt.</p>\n<p>Says "summer".</p>',
          brand: 'Meadow & Co',
          category: 'Shirts',
          tags: ['linen', 'summer'],
          sku: 'LS-BLUE-M',
          price: 49,
          images: [
            'https://example.com/shirt-blue.jpg',
            'https://example.com/shirt.jpg',
            'https://example.com/shirt-back.jpg',
            'https://example.com/shirt-white.jpg',
          ],
          attributes: {
            'Weight in grams': 180,
            'Compare at price': '59.00',
            Barcode: '0012345678905',
            Colour: 'Blue',
            Size: 'M',
          },
        },
      ],
      [
        4,
        expect.objectContaining({
          name: 'Linen Shirt – Blue / L',
          sku: 'LS-BLUE-L',
          tags: ['linen', 'summer'],
        }),
      ],
      [
        5,
        expect.objectContaining({ name: 'Linen Shirt – White / M', sku: 'linen-shirt-white-m', price: 45.5 }),
      ],
      [8, expect.objectContaining({ name: 'Gift Card', sku: 'gift-card', price: 25 })],
      [
        9,
        expect.objectContaining({
          name: 'Clay Pot',
          sku: 'POT-1',
          category: 'Home & Garden',
          images: ['https://example.com/pot.jpg?v=1,2'],
        }),
      ],
    ]);
    expect(items.flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(items.at(-1)).toMatchObject({ skippedRows: 2, after: { row: 6, line: 10, skip: 0 } });
  });

  it('gives products that the catalog takes', async () => {
    const { items } = await importText(sample);
    for (const {
      value: { op: _, ...product },
    } of items) {
      expect(parseProductInput(product)).toMatchObject({ success: true });
    }
  });

  it('gives cells that make the same item if they are sent alone', async () => {
    const { items } = await importText(sample);
    for (const { value, cells } of items) {
      const alone = await importText(`${header}\n${renderRow(cells, CSV)}`);
      expect(alone.items.map((item) => item.value)).toEqual([value]);
    }
  });

  it('joins no products of different handles, and joins a handle only where its rows follow each other', async () => {
    const { items } = await importText(csv('a,A,text,Size,S,,1,', 'b,B,,Size,S,,2,', 'a,,,,L,,3,'));
    expect(items.map(({ value }) => [value['sku'], value['name'], value['description']])).toEqual([
      ['a-s', 'A – S', 'text'],
      ['b-s', 'B – S', undefined],
      ['a-l', undefined, undefined],
    ]);
  });

  it('refuses a faulty row alone, and keeps its group together', async () => {
    const { items } = await importText(
      csv('a,A,text,Size,S,,1,', 'a,"x"y,,,,,,', 'a,,,,L,,oops,', 'a,,,,XL,,4,'),
    );
    expect(
      items.map(({ line, value, errors }) => [line, value['sku'], errors?.map(({ code }) => code)]),
    ).toEqual([
      [2, 'a-s', undefined],
      [3, undefined, ['INVALID_FORMAT']],
      [4, 'a-l', ['WRONG_TYPE']],
      [5, 'a-xl', undefined],
    ]);
    expect(items[3]?.value['description']).toBe('text');
  });

  it('counts rows that only hold an image as skipped, with their product', async () => {
    const { items } = await importText(
      csv('a,A,,Title,Default Title,,1,https://x.example/1', 'a,,,,,,,https://x.example/2', 'b,B,,,,,2,'),
    );
    expect(items.map(({ skippedRows, value }) => [skippedRows, value['images']])).toEqual([
      [1, ['https://x.example/1', 'https://x.example/2']],
      [1, undefined],
    ]);
  });

  it('joins as many rows as a group may have, and begins another then', async () => {
    const rows = Array.from(
      { length: MAX_GROUP_ROWS + 1 },
      (_, at) => `a,${at === 0 ? 'A' : ''},,Size,${at},,1,`,
    );
    const { items } = await importText(csv(...rows));
    expect(items.slice(-2).map(({ value }) => value['name'])).toEqual([
      `A – ${MAX_GROUP_ROWS - 1}`,
      undefined,
    ]);
    expect(items.at(-2)?.after).toMatchObject({ row: MAX_GROUP_ROWS, skip: 0 });
  });

  it('takes as many images as a product may have', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `a,${at === 0 ? 'A' : ''},,,,,${at === 0 ? 1 : ''},https://x.example/${at}`,
    );
    const { items } = await importText(csv(...rows));
    expect(items).toHaveLength(1);
    expect(items[0]?.value['images']).toEqual(
      Array.from({ length: 50 }, (_, at) => `https://x.example/${at}`),
    );
  });

  it('splits tags by another separator, and images all the same', async () => {
    const { items } = await importText(readSample('shopify').replace('linen, summer', 'linen; summer'), {
      separator: ';',
    });
    expect(items[0]?.value['tags']).toEqual(['linen', 'summer']);
    expect(items[0]?.value['images']).toHaveLength(4);
  });

  it('deletes by the SKU alone', async () => {
    const { items } = await importText(csv('a,A,text,Size,S,X-1,1,'), { op: 'delete' });
    expect(items[0]?.value).toEqual({ op: 'delete', sku: 'X-1' });
  });

  it('reads the names of columns that Shopify has had since 2024', async () => {
    const { guessed, items } = await importText(
      'Title,URL handle,Description,Vendor,Option1 name,Option1 value,SKU,Price,Product image URL\nPot,pot,Clay,Potter,Size,S,P-S,5,https://x.example/1\n,pot,,,,L,P-L,6,\n',
    );
    expect(guessed.mapping.layout).toBe('shopify');
    expect(items.map(({ value }) => value)).toMatchObject([
      { name: 'Pot – S', sku: 'P-S', description: 'Clay', brand: 'Potter', images: ['https://x.example/1'] },
      { name: 'Pot – L', sku: 'P-L', description: 'Clay', brand: 'Potter', images: ['https://x.example/1'] },
    ]);
  });
});
