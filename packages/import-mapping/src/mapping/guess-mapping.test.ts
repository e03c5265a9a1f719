import type { ImportMapping } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { importText } from '../testing/import-text.ts';
import { COLUMN_FIELDS } from './fields.ts';
import { guessMapping } from './guess-mapping.ts';

const CSV = { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' } as const;
const NDJSON = { kind: 'ndjson', compression: 'none', encoding: 'utf-8' } as const;

/** An id is only known by its form. */
const OWN_NAMES = COLUMN_FIELDS.filter((field) => field !== 'id');

function guess(columns: string[], samples: string[][] = [], asked?: ImportMapping) {
  return guessMapping({ format: CSV, columns, samples }, asked);
}

const fieldsOf = (columns: string[], samples?: string[][], asked?: ImportMapping) =>
  guess(columns, samples, asked).mapping.columns;

const reasonOf = (columns: string[], asked?: ImportMapping) => guess(columns, [], asked).guesses[1]?.reason;

describe('guessMapping', () => {
  it.each([
    ['our own names', OWN_NAMES, OWN_NAMES],
    [
      'any case and marks',
      ['Product_Code', 'PRODUCT NAME', 'Unit-Price', 'Image URL'],
      ['sku', 'name', 'price', 'images'],
    ],
    [
      'German',
      ['Artikelnummer', 'Bezeichnung', 'Preis', 'Währung', 'Beschreibung', 'Hersteller', 'Bilder'],
      ['sku', 'name', 'price', 'currency', 'description', 'brand', 'images'],
    ],
    [
      'French',
      ['Référence', 'Désignation', 'Prix', 'Devise', 'Catégorie', 'Marque'],
      ['sku', 'name', 'price', 'currency', 'category', 'brand'],
    ],
    [
      'French without accents',
      ['Reference', 'Nom', 'PRIX TTC', 'Categorie'],
      ['sku', 'name', 'price', 'category'],
    ],
    [
      'Spanish',
      ['Código', 'Nombre', 'Precio', 'Moneda', 'Descripción', 'Categoría', 'Marca'],
      ['sku', 'name', 'price', 'currency', 'description', 'category', 'brand'],
    ],
    [
      'Italian',
      ['Codice articolo', 'Nome', 'Prezzo', 'Descrizione'],
      ['sku', 'name', 'price', 'description'],
    ],
  ])('knows %s', (_, columns, fields) => {
    const { mapping, errors } = guess(columns);
    expect(mapping).toEqual({
      columns: Object.fromEntries(columns.map((column, at) => [column, fields[at]])),
    });
    expect(errors).toEqual([]);
  });

  it('takes the most usual of several names for a field, and keeps the others as attributes', () => {
    expect(fieldsOf(['Title', 'Name', 'MPN', 'SKU', 'Sale price', 'Price'])).toEqual({
      Name: 'name',
      Title: 'attributes.Title',
      SKU: 'sku',
      MPN: 'attributes.MPN',
      Price: 'price',
      'Sale price': 'attributes.Sale price',
    });
  });

  it('takes every column of images and of tags', () => {
    expect(fieldsOf(['sku', 'Image 1', 'Image 2', 'Tags', 'Keywords'])).toEqual({
      sku: 'sku',
      'Image 1': 'images',
      'Image 2': 'images',
      Tags: 'tags',
      Keywords: 'tags',
    });
  });

  it('keeps what looks like a property as an attribute, and says why not', () => {
    const { guesses } = guess(
      ['sku', 'Colour', 'Stock', 'SEO title', 'Care', 'x'.repeat(65), '__proto__'],
      [['A', '', '3', 'Mug', 'Wash\nby hand', '1', '1']],
    );
    expect(guesses.map(({ field, reason }) => [field, reason])).toEqual([
      ['sku', 'is a usual name for sku'],
      ['attributes.Colour', expect.stringContaining('property')],
      [undefined, expect.stringContaining('bookkeeping')],
      [undefined, expect.stringContaining('bookkeeping')],
      [undefined, expect.stringContaining('long texts')],
      [undefined, expect.stringContaining('too long')],
      [undefined, expect.stringContaining('reserved')],
    ]);
  });

  it('takes a column that names an attribute for that one, whatever else it looks like', () => {
    const { mapping, guesses, errors } = guess(
      ['sku', 'color', 'attributes.color', 'attributes.stock', 'attributes.', 'attributes.__proto__'],
      [['A', 'red', 'blue', '3', 'x', 'y']],
    );
    expect(errors).toEqual([]);
    expect(mapping.columns).toEqual({
      sku: 'sku',
      'attributes.color': 'attributes.color',
      'attributes.stock': 'attributes.stock',
      'attributes.': 'attributes.attributes.',
    });
    expect(guesses[1]?.reason).toContain('"attributes.color" fills that attribute');
  });

  it('takes what identifies products as the SKU where nothing else is', () => {
    expect(fieldsOf(['ID', 'EAN', 'name', 'price'], [['7', '4006381333931', 'Mug', '1']])).toEqual({
      ID: 'sku',
      EAN: 'attributes.EAN',
      name: 'name',
      price: 'price',
    });
  });

  it('takes ids for those of products if they are UUIDs, and ignores what the catalog sets', () => {
    const id = '0b6a3d5c-5d0e-5a8e-9d3a-1f2e3d4c5b6a';
    expect(fieldsOf(['id', 'sku', 'price', 'version', 'createdAt'], [[id, 'A', '1', '2', 'x']])).toEqual({
      id: 'id',
      sku: 'sku',
      price: 'price',
    });
  });

  it('ignores what failed.csv adds', () => {
    expect(fieldsOf(['sku', 'price', 'import_line', 'import_code', 'import_error'])).toEqual({
      sku: 'sku',
      price: 'price',
    });
  });

  it('says that no currency is named, unless one is', () => {
    expect(reasonOf(['sku', 'price'])).toContain('USD');
    expect(reasonOf(['sku', 'price', 'currency'])).not.toContain('USD');
    expect(reasonOf(['sku', 'price'], { defaults: { currency: 'EUR' } })).not.toContain('USD');
  });

  describe('of prices with a comma', () => {
    it.each(['12,50', '1,234', '1.234,50'])('asks for the decimal mark of %s', (price) => {
      expect(
        guess(
          ['sku', 'Preis'],
          [
            ['A', '3'],
            ['B', price],
          ],
        ).errors,
      ).toEqual([{ pointer: '/mapping/decimal', code: 'REQUIRED', detail: expect.stringContaining(price) }]);
    });

    it.each([
      ['12,50', { decimal: ',' }],
      ['1,234', { decimal: '.' }],
      ['1,234.50', {}],
      ['1,234,567', {}],
    ] as const)('takes %s with %j', (price, asked) => {
      expect(guess(['sku', 'Preis'], [['A', price]], asked).errors).toEqual([]);
    });
  });

  it('refuses a price column of which nothing is a price', () => {
    expect(
      guess(
        ['sku', 'price'],
        [
          ['A', 'on demand'],
          ['B', ''],
        ],
      ).errors,
    ).toEqual([
      { pointer: '/mapping/columns/price', code: 'WRONG_TYPE', detail: expect.stringContaining('on demand') },
    ]);
    expect(
      guess(
        ['sku', 'price'],
        [
          ['A', 'on demand'],
          ['B', '2'],
        ],
      ).errors,
    ).toEqual([]);
  });

  it('uses the columns that are asked for, and no others', () => {
    const asked = { columns: { Title: 'name', Code: 'sku' }, op: 'patch' } as const;
    const { mapping, guesses, errors } = guess(['Code', 'Title', 'price'], [], asked);
    expect([mapping, errors]).toEqual([asked, []]);
    expect(guesses.map(({ field }) => field)).toEqual(['sku', 'name', undefined]);
  });

  it('keeps what else is asked for', () => {
    const asked: ImportMapping = { decimal: ',', separator: ';', op: 'put', defaults: { currency: 'EUR' } };
    expect(guess(['name', 'price'], [], asked).mapping).toEqual({
      ...asked,
      columns: { name: 'name', price: 'price' },
    });
  });

  it('refuses a layout that the file does not have', () => {
    expect(guess(['sku', 'name', 'price'], [], { layout: 'shopify' }).errors).toContainEqual({
      pointer: '/mapping/layout',
      code: 'REQUIRED',
      detail: expect.stringContaining('"Handle"'),
    });
  });

  describe('of NDJSON', () => {
    it('maps nothing if the names are those of products', () => {
      const columns = ['sku', 'price', 'attributes', 'op', 'version'];
      const { mapping, guesses, errors } = guessMapping(
        { format: NDJSON, columns, samples: [] },
        { op: 'put' },
      );
      expect([mapping, errors]).toEqual([{ op: 'put' }, []]);
      expect(guesses.map(({ column, field }) => [column, field])).toEqual(
        columns.map((column) => [column, column]),
      );
    });

    it('maps other names', async () => {
      const { guessed, items } = await importText(
        '{"code":"A","title":"Mug","price":1,"colour":"red","attributes":{"size":1},"stock":3,"box":{"a":1}}\n',
      );
      expect(guessed.errors).toEqual([]);
      expect(items[0]?.value).toEqual({
        op: 'merge',
        sku: 'A',
        name: 'Mug',
        price: 1,
        attributes: { size: 1, colour: 'red' },
      });
    });
  });
});
