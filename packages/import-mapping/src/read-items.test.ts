import { type FileFormat, type ImportMapping, MAX_IMPORT_ROWS } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportItem } from './import-item.ts';
import { canSeek, readItems, START } from './read-items.ts';
import { arbitraryFile, LAYOUTS } from './testing/arbitrary-file.ts';
import { encodeText } from './testing/encode-text.ts';
import { readAll, toAsync } from './testing/read-all.ts';

const CSV: FileFormat = { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' };
const columns = ['sku', 'name', 'price', 'tags', 'colour'];
const mapping: ImportMapping = {
  columns: { sku: 'sku', name: 'name', price: 'price', tags: 'tags', colour: 'attributes.colour' },
};
const encoder = new TextEncoder();

function read(
  text: string,
  options: { mapping?: ImportMapping; format?: FileFormat } = {},
): Promise<ImportItem[]> {
  return readAll(encoder.encode(text), { format: CSV, columns, mapping, ...options });
}

/** Reads as far as it goes, from a place on. */
async function readUntilFailure(text: string, from = START) {
  const items: ImportItem[] = [];
  try {
    const source = toAsync([encoder.encode(text)]);
    for await (const some of readItems(source, { format: CSV, columns, mapping, from })) {
      items.push(...some);
    }
  } catch (error) {
    return { items, error };
  }
  return { items, error: undefined };
}

const errorsIn = (items: readonly ImportItem[]) =>
  items.map(({ line, errors = [] }) => [line, ...errors.map(({ pointer, code }) => `${pointer} ${code}`)]);

describe('readItems', () => {
  it('reads a row as an item', async () => {
    expect(await read('sku,name,price,tags,colour\nA-1, Mug ,9.50,"red, blue",007\n')).toEqual([
      {
        line: 2,
        value: {
          op: 'merge',
          sku: 'A-1',
          name: 'Mug',
          price: 9.5,
          tags: ['red', 'blue'],
          attributes: { colour: '007' },
        },
        cells: ['A-1', ' Mug ', '9.50', 'red, blue', '007'],
        after: { byte: 58, row: 1, line: 3, skip: 0 },
        skippedRows: 0,
      },
    ]);
  });

  it('leaves blank cells out, and skips blank rows', async () => {
    const text = '\nsku,name,price,tags,colour\n\nA-1,,  ,,\n,,,,\n \nA-2,x,1,,\n,,\n\n';
    const items = await read(text);
    expect(items.map(({ line, value, skippedRows }) => [line, value, skippedRows])).toEqual([
      [4, { op: 'merge', sku: 'A-1' }, 1],
      [7, { op: 'merge', sku: 'A-2', name: 'x', price: 1 }, 5],
    ]);
    expect(items[1]?.after).toEqual({ byte: text.length, row: 2, line: 10, skip: 0 });
  });

  it.each([
    ['too few cells', 'A-1,Mug\n', 'none from column 3 ("price") on'],
    ['too many cells', 'A-1,Mug,1,,,,x\n', 'text in column 7'],
    ['a quote that is never closed', 'A-1,"Mug,1,,\n', 'quote in column 2'],
    ['text that is not UTF-8', 'A-1,M\u00FCg,1,,\n', 'column 2'],
    ['a price that is none', 'A-1,Mug,cheap,,\n', 'in column 3 ("price") is "cheap"'],
    ['a price with an unclear comma', 'A-1,Mug,"1,50",,\n', 'say it in the mapping'],
    ['a price of too many digits', 'A-1,Mug,1.000000000000001,,\n', 'more than 15 digits'],
  ])('refuses a row with %s, says where, and reads on', async (_, row, detail) => {
    const bytes = encodeText(`sku,name,price,tags,colour\n${row}A-2,Cup,2,,\n`, 'windows-1252');
    const items = await readAll(bytes, { format: CSV, columns, mapping });
    expect(items.map(({ line, errors }) => [line, errors?.length])).toEqual([
      [2, 1],
      [3, undefined],
    ]);
    expect(items[0]?.errors?.[0]?.detail).toContain(detail);
    expect(items[0]?.value['sku']).toBe('A-1');
  });

  describe('of flawed rows', () => {
    const HEADER = 'sku,name,price,tags,colour\n';
    const FLAWED = ['A,"Mug,1,,\n', 'A,Mug\n'].join('\n').repeat(500);

    it('gives a file up after 1,000 in a row, and says where they begin', async () => {
      const { items, error } = await readUntilFailure(`${HEADER}B,Cup,1,,\n${FLAWED}${FLAWED}`);
      expect(items).toHaveLength(1000);
      expect(error).toMatchObject({
        code: 'TOO_MANY_FLAWED_ROWS',
        line: 3,
        column: 3,
        detail: expect.stringMatching(/From line 3 on.* has 2 of 5 cells.*check the delimiter/s) as string,
      });
    });

    it('reads on after 999 in a row, however often', async () => {
      const many = FLAWED.slice(0, FLAWED.lastIndexOf('A,Mug'));
      const { items, error } = await readUntilFailure(HEADER + `${many}B,Cup,1,,\n`.repeat(3));
      expect(error).toBeUndefined();
      expect(items).toHaveLength(3000);
    });

    it('counts on from where it stopped before', async () => {
      const text = `${HEADER}B,Cup,1,,\n${FLAWED}`;
      const whole = await readUntilFailure(text);
      for (const stop of [0, 1, 600]) {
        const rest = await readUntilFailure(text, whole.items[stop]?.after);
        expect(rest.items.map(({ line }) => line)).toEqual(
          whole.items.slice(stop + 1).map(({ line }) => line),
        );
        expect(rest.error).toEqual(whole.error);
      }
    });

    it('counts those of a layout, whose groups they join', async () => {
      const [, shopify] = LAYOUTS;
      const text = `${shopify!.columns.join(',')}\nmug,Mug,S,M-S,1,\n,x\n${',x\n'.repeat(999)}`;
      await expect(readAll(encoder.encode(text), shopify!)).rejects.toMatchObject({
        code: 'TOO_MANY_FLAWED_ROWS',
        line: 3,
      });
    });
  });

  it('takes empty cells after the last column', async () => {
    const items = await read('sku,name,price,tags,colour,,\nA-1,Mug,1,,,,\nA-2,Cup,2,,, \n');
    expect(errorsIn(items)).toEqual([[2], [3]]);
    expect(items.map(({ cells }) => cells.length)).toEqual([5, 5]);
  });

  it('skips the line by which Excel names the delimiter', async () => {
    const format: FileFormat = { ...CSV, delimiter: ';' };
    const items = await read('sep=;\nsku;name;price;tags;colour\nA;B;1;;\n', { format });
    expect(items.map(({ line, value }) => [line, value['sku']])).toEqual([[3, 'A']]);
  });

  it.each([
    ['a column', { columns: { sku: 'sku', name: 'op' } }, 'DELETE', { op: 'delete', sku: 'A' }],
    [
      'an option',
      { columns: { sku: 'sku', name: 'name' }, op: 'patch' },
      'x',
      { op: 'patch', sku: 'A', name: 'x' },
    ],
    [
      'a column before the option',
      { columns: { sku: 'sku', name: 'op' }, op: 'patch' },
      'put',
      { op: 'put', sku: 'A' },
    ],
  ] as const)('takes the operation from %s', async (_, asked, cell, value) => {
    const items = await read(`sku,name,price,tags,colour\nA,${cell},,,\n`, { mapping: asked });
    expect(items[0]?.value).toEqual(value);
  });

  it('deletes by what names the product, whatever else the row has', async () => {
    const asked: ImportMapping = { ...mapping, op: 'delete', defaults: { currency: 'EUR' } };
    const items = await read('sku,name,price,tags,colour\nA,Mug,oops,x,red\n', { mapping: asked });
    expect(items[0]).toMatchObject({ value: { op: 'delete', sku: 'A' } });
    expect(items[0]).not.toHaveProperty('errors');
  });

  it('fills in defaults where the row has nothing', async () => {
    const asked: ImportMapping = {
      ...mapping,
      defaults: { currency: 'EUR', name: 'Unnamed', tags: 'new, 2026', 'attributes.colour': 'grey' },
    };
    const items = await read('sku,name,price,tags,colour\nA,Mug,1,,red\nB,,1,old,\n', { mapping: asked });
    expect(items.map(({ value }) => value)).toMatchObject([
      { name: 'Mug', currency: 'EUR', tags: ['new', '2026'], attributes: { colour: 'red' } },
      { name: 'Unnamed', currency: 'EUR', tags: ['old'], attributes: { colour: 'grey' } },
    ]);
  });

  it('joins columns of images and of tags', async () => {
    const asked: ImportMapping = {
      columns: { name: 'tags', tags: 'tags', price: 'images', colour: 'images' },
    };
    const items = await read(
      'sku,name,price,tags,colour\nA,a,https://x.example/1,"b,c",https://x.example/2\n',
      { mapping: asked },
    );
    expect(items[0]?.value).toMatchObject({
      tags: ['a', 'b', 'c'],
      images: ['https://x.example/1', 'https://x.example/2'],
    });
  });

  describe('at the limit of rows', () => {
    const from = { byte: 4, row: MAX_IMPORT_ROWS - 2, line: 2, skip: 0 };
    const options = { format: CSV, columns: ['sku'], mapping: { columns: { sku: 'sku' } }, from };

    it('takes the last one, and blank rows after it', async () => {
      expect(await readAll(encoder.encode('sku\nA\n\nB\n\n'), options)).toHaveLength(2);
    });

    it('gives the items before the first one too many, and then refuses the file', async () => {
      const reading = readItems(toAsync([encoder.encode('sku\nA\n\nB\n\nC\nD')]), options);
      const { value } = await reading.next();
      expect(value?.map((item) => item.value['sku'])).toEqual(['A', 'B']);
      await expect(reading.next()).rejects.toMatchObject({ code: 'TOO_MANY_ROWS', line: 6 });
    });
  });

  it('goes on from a byte of the file where it can', async () => {
    const bytes = encoder.encode('\uFEFFsku\nA\nB\n');
    const options = { format: CSV, columns: ['sku'], mapping: { columns: { sku: 'sku' } } };
    const [first] = await readAll(bytes, options);
    const from = first?.after;
    const sourceStart = from?.byte ?? 0;
    const rest = await readAll(bytes.subarray(sourceStart), { ...options, from, sourceStart });
    expect(rest.map(({ line, value }) => [line, value['sku']])).toEqual([[3, 'B']]);
    expect(canSeek(CSV)).toBe(true);
    expect(canSeek({ ...CSV, compression: 'gzip' })).toBe(false);
    expect(canSeek({ ...CSV, encoding: 'utf-16le' })).toBe(false);
  });

  it('passes on an error of the source', async () => {
    const source = (async function* () {
      yield encoder.encode('sku\n');
      throw new Error('gone');
    })();
    const reading = readItems(source, { format: CSV, columns: ['sku'], mapping: {} }).next();
    await expect(reading).rejects.toThrow('gone');
  });

  describe('of any text', () => {
    it('gives the same items, however it is cut into chunks', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryFile, fc.integer({ min: 1, max: 20 }), async ({ bytes, options }, size) => {
          expect(await readAll(bytes, options, size)).toEqual(await readAll(bytes, options));
        }),
        { numRuns: 500 },
      );
    });

    it('gives from the position after any item those that follow it, and counts every row once', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryFile, fc.integer({ min: 1, max: 20 }), async ({ bytes, options }, size) => {
          const all = await readAll(bytes, options);
          for (const [at, { after, skippedRows }] of all.entries()) {
            const rest = await readAll(bytes, { ...options, from: after }, size);
            const counted = rest.map((item) => ({ ...item, skippedRows: item.skippedRows + skippedRows }));
            expect(counted).toEqual(all.slice(at + 1));
          }
        }),
        { numRuns: 300 },
      );
    });

    it('ends at the last byte, with each row an item or skipped', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryFile, async ({ bytes, options }) => {
          const all = await readAll(bytes, options);
          const last = all.at(-1);
          const length = encoder.encode(
            new TextDecoder(options.format.encoding, { ignoreBOM: true }).decode(bytes),
          ).length;
          const { after = { ...START, byte: length }, skippedRows = 0 } = last ?? {};
          expect(after).toMatchObject({ byte: length, skip: 0 });
          expect(all.length).toBeLessThanOrEqual(after.row);
          expect(after.row).toBeLessThanOrEqual(all.length + skippedRows);
        }),
      );
    });

    it('takes any bytes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom(...LAYOUTS),
          async (bytes, layout) => {
            const items = await readAll(bytes, layout);
            expect(items).toEqual(await readAll(bytes, layout, 3));
          },
        ),
      );
    });
  });

  it('yields what it has read before the source ends', async () => {
    const chunks = ['sku\nA\nB\nC\n', 'D\n'].map((text) => encoder.encode(text));
    const reading = readItems(toAsync(chunks), {
      format: CSV,
      columns: ['sku'],
      mapping: { columns: { sku: 'sku' } },
    });
    const first = await reading.next();
    expect(first.value?.map(({ value }) => value['sku'])).toEqual(['A', 'B']);
  });
});
