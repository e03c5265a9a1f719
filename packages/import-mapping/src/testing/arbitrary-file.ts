import type { FileFormat, ImportMapping } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import type { ReadOptions } from '../read-items.ts';
import { encodeText } from './encode-text.ts';

const CSV: FileFormat = { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' };
const NDJSON: FileFormat = { kind: 'ndjson', compression: 'none', encoding: 'utf-8' };

/** Files of every layout, with six columns. */
export const LAYOUTS: readonly ReadOptions[] = [
  csv({
    sku: 'sku',
    name: 'name',
    price: 'price',
    tags: 'tags',
    images: 'images',
    colour: 'attributes.colour',
  }),
  csv(
    {
      Handle: '',
      Title: 'name',
      'Option1 Value': '',
      'Variant SKU': 'sku',
      'Variant Price': 'price',
      'Image Src': 'images',
    },
    'shopify',
  ),
  csv(
    { Type: '', SKU: 'sku', Name: 'name', 'Regular price': 'price', Images: 'images', Parent: '' },
    'woocommerce',
  ),
  { format: NDJSON, columns: [], mapping: {} },
];

function csv(fields: Readonly<Record<string, string>>, layout?: ImportMapping['layout']): ReadOptions {
  const columns = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== ''));
  return {
    format: CSV,
    columns: Object.keys(fields),
    mapping: { columns, ...(layout !== undefined && { layout }) },
  };
}

const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      '',
      '',
      ' ',
      '1',
      '2.5',
      'x,y',
      'é',
      '😀',
      'a\nb',
      'https://x.example/1',
    ),
  },
  fc.constantFrom('"', '"a"b', 'oops', 'a,b', '\n', 'variable', 'variation'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);

/** Mostly sound rows, and some that aren't. */
const row = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(cell, { minLength: 6, maxLength: 6 }).map((cells) => cells.map(quote).join(',')),
  },
  fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(',')),
  fc.constant(''),
);

function quote(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText(columns: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(row, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([rows, end, isEnded]) => [columns.join(','), ...rows].join(end) + (isEnded ? end : ''));
}

const line = fc.oneof(fc.json(), fc.constantFrom('{"sku":"A"}', '{"sku":"é","price":1}', '', '{', '[1]'));
const ndjsonText = fc.array(line, { maxLength: 10 }).map((lines) => lines.join('\n'));

/** A file of any layout and encoding, with all that can be wrong in it. */
export const arbitraryFile: fc.Arbitrary<{ bytes: Uint8Array; options: ReadOptions }> = fc
  .record({
    layout: fc.constantFrom(...LAYOUTS),
    encoding: fc.constantFrom<FileFormat['encoding'][]>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    hasMark: fc.boolean(),
  })
  .chain(({ layout, encoding, hasMark }) => {
    const mark = hasMark && encoding !== 'windows-1252' ? '\uFEFF' : '';
    const options = { ...layout, format: { ...layout.format, encoding } };
    return (layout.format.kind === 'csv' ? csvText(layout.columns) : ndjsonText).map((text) => ({
      bytes: encodeText(`${mark}${text}`, encoding),
      options,
    }));
  });
