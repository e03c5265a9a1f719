import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../testing/encode-text.ts';
import { sniffFile, type SniffOptions, type Sniffed } from './sniff-file.ts';

const encoder = new TextEncoder();

function sniff(content: string | Uint8Array, options: Partial<SniffOptions> = {}): Promise<Sniffed> {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return sniffFile(bytes, { isWhole: true, ...options });
}

function header(count: number): string {
  return Array.from({ length: count }, (_, at) => `c${at}`).join(',');
}

describe('sniffFile', () => {
  it('finds the header and the first rows of a CSV file', async () => {
    expect(await sniff('sku,name\nA, Mug \n\nB,"Cup, blue"\nC\n')).toEqual({
      format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' },
      columns: ['sku', 'name'],
      samples: [
        ['A', ' Mug '],
        ['B', 'Cup, blue'],
        ['C', ''],
      ],
      notes: [],
    });
  });

  it.each([
    [',', 'sku,name,price\nA,"x;y|z",1\n'],
    [';', 'sku;name;price\nA;Mug, blue;12,50\nB;Cup, red;9,00\n'],
    ['\t', 'sku\tname, long\tprice\nA\tMug\t1,5\n'],
    ['|', 'sku|name|price\nA|Mug, blue|1\n'],
    [';', '"sku";"name, or title"\n"A";"a, b, c"\n"B";"d"\n'],
    [',', 'sku\nA\nB\n'],
    [';', 'sep=;\nsku;name\nA;B\n'],
    [',', 'sku,name'.concat('\nA,B'.repeat(30))],
  ])('finds the delimiter %j', async (delimiter, text) => {
    expect((await sniff(text)).format.delimiter).toBe(delimiter);
  });

  it('takes what is asked for', async () => {
    const { format, columns } = await sniff('a;b,c\n1;2,3\n', {
      asked: { delimiter: ',', encoding: 'windows-1252' },
    });
    expect(format).toEqual({ kind: 'csv', compression: 'none', encoding: 'windows-1252', delimiter: ',' });
    expect(columns).toEqual(['a;b', 'c']);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('reads %s with a mark', async (encoding) => {
    const { format, columns, samples } = await sniff(encodeText('\uFEFFsku,größe\nA,😀\n', encoding));
    expect(format.encoding).toBe(encoding);
    expect([columns, samples]).toEqual([['sku', 'größe'], [['A', '😀']]]);
  });

  it('takes a text that is not UTF-8 for Windows-1252, and says so', async () => {
    const { format, columns, samples, notes } = await sniff(
      Uint8Array.of(...encodeText('sku,größe\nA,', 'windows-1252'), 0x80),
    );
    expect(format.encoding).toBe('windows-1252');
    expect([columns, samples]).toEqual([['sku', 'größe'], [['A', '€']]]);
    expect(notes).toEqual([expect.stringContaining('Windows-1252')]);
  });

  it('takes a head that ends anywhere in a character or a row', async () => {
    const bytes = encoder.encode('sku,größe\nA,"é\n😀"\nB,"x,\ny"\n');
    for (let end = encoder.encode('sku,größe\n').length; end <= bytes.length; end += 1) {
      const { format, columns, samples } = await sniff(bytes.subarray(0, end), { isWhole: false });
      expect(format).toMatchObject({ encoding: 'utf-8', delimiter: ',' });
      expect(columns).toEqual(['sku', 'größe']);
      expect(
        [
          ['A', 'é\n😀'],
          ['B', 'x,\ny'],
        ].slice(0, samples.length),
      ).toEqual(samples);
    }
  });

  it('unpacks gzip', async () => {
    const { format, columns } = await sniff(gzipSync('sku,name\nA,B\n'));
    expect(format).toMatchObject({ kind: 'csv', compression: 'gzip' });
    expect(columns).toEqual(['sku', 'name']);
  });

  it('unpacks gzip of several members', async () => {
    const { samples } = await sniff(Buffer.concat([gzipSync('sku,name\nA,B\n'), gzipSync('C,D\n')]));
    expect(samples).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
  });

  it('reads the head of a gzip file that goes on', async () => {
    const packed = gzipSync(
      `sku,name\n${Array.from({ length: 20_000 }, (_, at) => `${at * 7919},${at}\n`).join('')}`,
    );
    const { columns, samples } = await sniff(packed.subarray(0, packed.length / 2), { isWhole: false });
    expect(columns).toEqual(['sku', 'name']);
    expect(samples).toHaveLength(20);
  });

  it('unpacks no more than it needs', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('sku,name\n'), Buffer.alloc(32 * 1024 ** 2, 'A,B\n')]));
    const before = process.memoryUsage().arrayBuffers;
    const { samples } = await sniff(bomb);
    expect(samples).toHaveLength(20);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 ** 2);
  });

  it.each([
    ['{"sku":"A","price":1}\n{"sku":"B","tags":["x"]}\n', {}],
    ['\uFEFF{"sku":"A","price":1}\n\n{"sku":"B","tags":["x"]}', { fileName: 'products.csv' }],
    ['{"sku":"A","price":1}\nnot json\n{"sku":"B","tags":["x"]}', {}],
  ])('knows NDJSON, and collects the names in it', async (text, options) => {
    const { format, columns, samples } = await sniff(text, options);
    expect(format).toEqual({ kind: 'ndjson', compression: 'none', encoding: 'utf-8' });
    expect(columns).toEqual(['sku', 'price', 'tags']);
    expect(samples).toEqual([
      ['A', '1', ''],
      ['B', '', '["x"]'],
    ]);
  });

  it('takes as many columns as there may be, empty ones after them, and names of 255 characters', async () => {
    expect((await sniff(`${header(200)},,\n1\n`)).columns).toHaveLength(200);
    expect((await sniff(`${'x'.repeat(255)},b\n1,2\n`)).columns[0]).toHaveLength(255);
  });

  it.each([
    ['nothing', '', { code: 'EMPTY_FILE' }],
    ['a mark alone', '\uFEFF', { code: 'EMPTY_FILE' }],
    ['blank lines', '\n \n,,\n', { code: 'EMPTY_FILE' }],
    ['a header alone', '\nsku,name\n\n', { code: 'NO_ROWS', line: 2 }],
    ['201 columns', `${header(201)}\n1\n`, { code: 'TOO_MANY_COLUMNS', line: 1, column: 201 }],
    ['a name that comes twice', 'sku,name, sku \n1,2,3\n', { code: 'DUPLICATE_COLUMN', line: 1, column: 3 }],
    ['a reserved name', 'sku,__proto__\n1,2\n', { code: 'INVALID_HEADER', line: 1, column: 2 }],
    ['a name that is blank', 'sku,,name\n1,2,3\n', { code: 'EMPTY_COLUMN_NAME', line: 1, column: 2 }],
    [
      'a name of 256 characters',
      `sku,${'x'.repeat(256)}\n1,2\n`,
      { code: 'COLUMN_NAME_TOO_LONG', line: 1, column: 2 },
    ],
    ['a header with a quote that is never closed', '"sku,name\nA,B\n', { code: 'INVALID_HEADER', line: 1 }],
    ['a JSON array', ' [{"sku":"A"}]', { code: 'NOT_LINES', line: 1 }],
    ['a page', '<!DOCTYPE html><p>', { code: 'NOT_LINES', line: 1 }],
    ['lines of what is no object', '{oops\n[1]\n', { code: 'NOT_LINES', line: 1 }],
    ['text with a NUL', 'sku,name\nA,\0\n', { code: 'NOT_TEXT' }],
  ])('refuses %s', async (_, text, error) => {
    await expect(sniff(text)).rejects.toMatchObject({ name: 'FileError', ...error });
  });

  it('leaves a line that nests too deep to the reader', async () => {
    const deep = `{"name":"Pot","attributes":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;

    expect((await sniff(`${deep}\n{"name":"Pot","price":1}`)).columns).toEqual(['name', 'price']);
  });

  it('takes a header alone for a whole file only if it is', async () => {
    expect((await sniff('sku,name\nA', { isWhole: false })).samples).toEqual([]);
  });

  it('refuses a header that is longer than a row may be', async () => {
    await expect(sniff('x'.repeat(1024 ** 2), { isWhole: false })).rejects.toMatchObject({
      code: 'INVALID_HEADER',
      line: 1,
    });
  });

  it.each([
    ['a PNG picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], 'PNG picture'],
    ['a JPEG picture', [0xff, 0xd8, 0xff, 0xe0, 0x00], 'JPEG picture'],
    ['a spreadsheet', [0x50, 0x4b, 0x03, 0x04, 0x14], 'save it as CSV'],
    ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'save it as CSV'],
    ['a PDF file', [...encoder.encode('%PDF-1.7\n')], 'PDF'],
    ['UTF-16 without a mark', [...encodeText('sku,name\n', 'utf-16le')], 'byte order mark'],
  ])('refuses %s, and says what to do', async (_, bytes, detail) => {
    await expect(sniff(Uint8Array.from(bytes), { fileName: 'products.csv' })).rejects.toMatchObject({
      code: 'NOT_TEXT',
      detail: expect.stringContaining(detail),
    });
  });

  it('refuses gzip that is cut off or damaged, also of what is no text', async () => {
    const packed = gzipSync(`sku,name\n${'A,B\n'.repeat(100)}`);
    for (let end = 2; end < packed.length; end += 1) {
      await expect(sniff(packed.subarray(0, end))).rejects.toMatchObject({ code: 'INVALID_GZIP' });
    }
    await expect(sniff(packed.subarray(0, -1))).rejects.toMatchObject({
      detail: expect.stringContaining('ends too early'),
    });
    await expect(sniff(packed.subarray(0, -9))).rejects.toMatchObject({
      detail: expect.stringMatching(/ends too early; pack/),
    });
    await expect(sniff(Uint8Array.of(0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).rejects.toMatchObject({
      code: 'INVALID_GZIP',
    });
    await expect(sniff(gzipSync(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)))).rejects.toMatchObject({
      code: 'NOT_TEXT',
    });
  });

  it.each([
    [
      'a damaged size',
      (packed: Uint8Array) => Uint8Array.of(...packed.subarray(0, -1), 1),
      'its end is damaged',
    ],
    ['a byte after it', (packed: Uint8Array) => Uint8Array.of(...packed, 0), 'other bytes follow it'],
    [
      'text after it',
      (packed: Uint8Array) => Uint8Array.of(...packed, ...encoder.encode('text that is not packed')),
      'gzip that other bytes follow;',
    ],
  ])('says what is wrong with gzip with %s', async (_, spoil, detail) => {
    const spoilt = spoil(Uint8Array.from(gzipSync('sku,name\nA,B\n')));
    await expect(sniff(spoilt)).rejects.toMatchObject({
      code: 'INVALID_GZIP',
      detail: expect.stringContaining(detail),
    });
  });

  it('gives facts or a FileError, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string({ maxLength: 200 }).map((text) => encoder.encode(text)),
        ),
        fc.boolean(),
        async (bytes, isWhole) => {
          const outcome = await sniffFile(bytes, { isWhole }).catch((error: unknown) => error);
          expect(outcome).toSatisfy(
            (value: object) => 'format' in value || ('name' in value && value.name === 'FileError'),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
