import { parseProductInput } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { renderRow } from '../csv/render-row.ts';
import { importText } from '../testing/import-text.ts';
import { readSample } from '../testing/read-sample.ts';

const sample = readSample('woocommerce');
const CSV = { kind: 'csv', delimiter: ',' } as const;
const [header = ''] = sample.split('\n');

describe("WooCommerce's layout", () => {
  it('makes an item of each simple product and each variation, with what the product of the latter says once', async () => {
    const { guessed, items } = await importText(sample);
    expect(guessed.errors).toEqual([]);
    expect(guessed.mapping.layout).toBe('woocommerce');
    expect(items.map(({ line, value }) => [line, value])).toEqual([
      [
        3,
        {
          op: 'merge',
          sku: 'CAP',
          name: 'Cap',
          description: 'A cap.',
          price: 15,
          category: 'Clothing',
          images: ['https://example.com/cap.jpg'],
          attributes: { 'Weight (kg)': 0.1, 'Sale price': 12.5, Colour: ['Red', 'Black'] },
        },
      ],
      [
        4,
        {
          op: 'merge',
          sku: 'woocommerce-46',
          name: 'Album',
          description: 'Ten songs.',
          price: 9.99,
          category: 'Music, Films',
        },
      ],
      [
        6,
        {
          op: 'merge',
          sku: 'TEE-S',
          name: 'T-Shirt - S',
          description: 'A T-shirt.',
          price: 18,
          category: 'Clothing',
          tags: ['cotton'],
          images: ['https://example.com/tee-s.jpg'],
          attributes: { 'Weight (kg)': 0.2, Size: 'S' },
        },
      ],
      [
        7,
        expect.objectContaining({
          sku: 'tee-m',
          name: 'T-Shirt – M',
          images: ['https://example.com/tee.jpg'],
          attributes: { 'Weight (kg)': 0.2, Size: 'M' },
        }),
      ],
    ]);
    expect(items.map(({ skippedRows }) => skippedRows)).toEqual([1, 1, 1, 2]);
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

  it('leaves a variation of another product as it is', async () => {
    const { items } = await importText(
      'ID,Type,SKU,Name,Regular price,Description,Parent,Attribute 1 name,Attribute 1 value(s)\n1,variable,A,A,,text,,Size,S\n2,variation,B-S,B - S,5,,B,Size,S\n',
    );
    expect(items.map(({ value }) => value)).toEqual([
      { op: 'merge', sku: 'B-S', name: 'B - S', price: 5, attributes: { Size: 'S' } },
    ]);
  });
});
