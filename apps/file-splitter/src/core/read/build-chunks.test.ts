import type { ImportItem } from '@async-catalog/import-mapping';
import { MAX_BATCH_ITEMS } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildChunks, MAX_CHUNK_BYTES, toBody } from './build-chunks.ts';

const item = (n: number, name: string): ImportItem => ({
  line: n + 2,
  value: { sku: `SKU-${n}`, name },
  cells: [],
  after: { byte: n, row: n + 1, line: n + 3, skip: 0 },
  skippedRows: n,
});

async function* inPieces(items: readonly ImportItem[], size: number): AsyncGenerator<ImportItem[]> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size);
  }
}

const cut = (items: readonly ImportItem[], size: number, first = 0) =>
  Array.fromAsync(buildChunks(inPieces(items, size), first, MAX_BATCH_ITEMS), (chunk) => ({
    number: chunk.number,
    body: toBody(chunk),
    after: chunk.after,
    skippedRows: chunk.skippedRows,
  }));

describe('buildChunks', () => {
  it('cuts after a thousand items', async () => {
    const items = Array.from({ length: 2001 }, (_, n) => item(n, 'Tea'));
    const chunks = await cut(items, 64);

    expect(chunks.map(({ body }) => (JSON.parse(body) as { rows: unknown[] }).rows.length)).toEqual([
      1000, 1000, 1,
    ]);
    expect(chunks.map(({ number, skippedRows }) => [number, skippedRows])).toEqual([
      [0, 999],
      [1, 1999],
      [2, 2000],
    ]);
  });

  it('cuts before 4 MiB of JSON', async () => {
    const items = Array.from({ length: 90 }, (_, n) => item(n, 'é'.repeat(50_000)));
    const chunks = await cut(items, 7);
    const sizes = chunks.map(({ body }) => Buffer.byteLength(body));

    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
    expect(sizes.slice(0, -1).every((size) => size > MAX_CHUNK_BYTES - 101_000)).toBe(true);
    expect(chunks.flatMap(({ body }) => (JSON.parse(body) as { rows: unknown[] }).rows)).toHaveLength(90);
  });

  it('gives the same chunks however the items come, and from the end of any of them', async () => {
    const size = fc.integer({ min: 0, max: 400_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(size, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(),
        async (sizes, piece, place) => {
          const items = sizes.map((length, n) => item(n, 'x'.repeat(length)));
          const all = await cut(items, 1);
          const from = all.length === 0 ? 0 : place % all.length;
          const before = all[from - 1]?.after.row ?? 0;

          expect(await cut(items, piece)).toEqual(all);
          expect(await cut(items.slice(before), piece, from)).toEqual(all.slice(from));
        },
      ),
      { numRuns: 30 },
    );
  });
});
