import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { memoryLists } from '../../testing/memory-lists.ts';
import { MAX_READ_BYTES, MAX_READ_ENTRIES, readPage } from './read-page.ts';

interface Row {
  readonly id: string;
  readonly caller: string;
  readonly createdAt: string;
  readonly isOdd: boolean;
}

const RANGE = { name: 'submissions', caller: 'alice', since: '2026-01-01', before: '2026-02-01' } as const;

function rowAt(n: number): Row {
  return {
    id: `id-${String(n).padStart(4, '0')}`,
    caller: 'alice',
    createdAt: new Date(Date.parse('2026-01-31T09:00:00.000Z') + n).toISOString(),
    isOdd: n % 2 === 1,
  };
}

/** Makes a list of so many rows; those of `gone` are only in the list. */
async function setUp(total: number, { gone = () => false, size = 1 }: Options = {}) {
  const lists = memoryLists();
  const rows = new Map<string, Row>();
  for (let n = 0; n < total; n += 1) {
    const row = rowAt(n);
    await lists.add('submissions', { ...row, expiresAt: 0 });
    if (!gone(n)) {
      rows.set(row.id, row);
    }
  }
  const getMany = vi.fn<(ids: readonly string[]) => Promise<Row[]>>((ids) =>
    Promise.resolve(ids.flatMap((id) => rows.get(id) ?? [])),
  );
  const records = { getMany, atOnce: 100, sizeOf: () => size };
  return { lists, records, rows, getMany };
}

interface Options {
  readonly gone?: (n: number) => boolean;
  readonly size?: number;
}

const out = () => Promise.reject(new Error('out'));

describe('readPage', () => {
  it('gives every wanted record once over the pages, newest first, whatever is missing in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        fc.integer({ min: 2, max: 7 }),
        async (total, limit, isFiltered, gap) => {
          const { lists, records, rows } = await setUp(total, { gone: (n) => n % gap === 0 });
          const isWanted = isFiltered ? (row: Row) => row.isOdd : undefined;

          const read: Row[] = [];
          let before: string | undefined = RANGE.before;
          while (before !== undefined) {
            const page: Awaited<ReturnType<typeof readPage<Row>>> = await readPage(lists, records, {
              range: { ...RANGE, before },
              limit,
              isWanted,
            });
            expect(page.rows.length).toBeLessThanOrEqual(limit);
            read.push(...page.rows);
            before = page.next;
          }

          const wanted = [...rows.values()].filter((row) => isWanted?.(row) ?? true).toReversed();
          expect(read).toEqual(wanted);
        },
      ),
    );
  });

  it('reads no more records than the page has, where nothing is filtered', async () => {
    const { lists, records, getMany } = await setUp(50);

    await readPage(lists, records, { range: RANGE, limit: 20 });

    expect(getMany.mock.calls.map(([ids]) => ids.length)).toEqual([20]);
  });

  it('ends a page without matches after 1,000 entries, and says where to go on', async () => {
    const { lists, records, getMany } = await setUp(MAX_READ_ENTRIES + 1);
    const isWanted = (row: Row) => row.id === rowAt(0).id;

    const first = await readPage(lists, records, { range: RANGE, limit: 5, isWanted });
    expect(first).toEqual({ rows: [], next: expect.stringContaining('/') as string, read: MAX_READ_ENTRIES });
    expect(getMany.mock.calls.flatMap(([ids]) => ids)).toHaveLength(MAX_READ_ENTRIES);

    const range = { ...RANGE, before: first.next ?? '' };
    expect(await readPage(lists, records, { range, limit: 5, isWanted })).toEqual({
      rows: [rowAt(0)],
      next: undefined,
      read: expect.any(Number) as number,
    });
  });

  it('ends a page once its records are 2 MiB', async () => {
    const { lists, records, getMany } = await setUp(400, { size: MAX_READ_BYTES / 200 });

    const page = await readPage(lists, records, { range: RANGE, limit: 5, isWanted: () => false });

    expect(getMany).toHaveBeenCalledTimes(2);
    expect(page.next).toContain(rowAt(200).id);
  });

  it('has no next page when the last entry is the last on it', async () => {
    const { lists, records } = await setUp(3);

    expect((await readPage(lists, records, { range: RANGE, limit: 3 })).next).toBeUndefined();
    expect((await readPage(lists, records, { range: RANGE, limit: 2 })).next).toContain(rowAt(1).id);
  });

  it('leaves out an entry whose record has another time or another caller', async () => {
    const { lists, records } = await setUp(1);
    const row = rowAt(0);
    const createdAt = rowAt(5).createdAt;
    lists.entries.push({ ...row, createdAt, position: `${createdAt}/${row.id}` });

    expect(await readPage(lists, records, { range: RANGE, limit: 5 })).toEqual({
      rows: [row],
      next: undefined,
      read: expect.any(Number) as number,
    });
    expect(
      await readPage({ newest: () => Promise.resolve([{ ...row, caller: 'bob', position: 'p' }]) }, records, {
        range: RANGE,
        limit: 5,
      }),
    ).toEqual({ rows: [], next: undefined, read: 1 });
  });

  it('rejects when the list or its records can’t be read', async () => {
    const { lists, records } = await setUp(1);

    await expect(readPage({ newest: out }, records, { range: RANGE, limit: 5 })).rejects.toThrow('out');
    await expect(readPage(lists, { ...records, getMany: out }, { range: RANGE, limit: 5 })).rejects.toThrow(
      'out',
    );
  });
});
