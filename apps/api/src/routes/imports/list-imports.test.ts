import { ANONYMOUS } from '@async-catalog/http-contract';
import { type Import, type ImportRecord, newImportId } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { expect, it } from 'vitest';
import { memoryLists } from '../../testing/memory-lists.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const at = (minute: number) => new Date(NOW.getTime() - minute * 60_000).toISOString();

async function list(records: readonly ImportRecord[], query = ''): Promise<Import[]> {
  const lists = memoryLists();
  for (const record of records) {
    await lists.add('imports', record);
  }
  const getMany = (ids: readonly string[]) => Promise.resolve(records.filter(({ id }) => ids.includes(id)));
  const response = await testApp({ lists, imports: { getMany } }).request(`/imports${query}`);
  return ((await response.json()) as { items: Import[] }).items;
}

function recordAt(minute: number, overrides: Partial<ImportRecord> = {}): ImportRecord {
  return importRecord({ id: newImportId(), caller: ANONYMOUS, createdAt: at(minute), ...overrides });
}

it('lists imports, newest first, without how their files were read', async () => {
  const read = { mapping: { columns: { Title: 'name' } }, guesses: [], notes: ['Is UTF-8.'] };

  const items = await list([recordAt(2), recordAt(1, read)]);

  expect(items.map(({ createdAt }) => createdAt)).toEqual([at(1), at(2)]);
  expect(Object.keys(items[0] ?? {})).not.toEqual(expect.arrayContaining(['mapping']));
  expect(Object.keys(items[0] ?? {})).not.toEqual(expect.arrayContaining(['guesses']));
});

it('lists those of one status', async () => {
  const cancelled = recordAt(2, { cancelledAt: at(1) });

  const items = await list([recordAt(3), cancelled, recordAt(1)], '?status=cancelled');

  expect(items.map(({ importId }) => importId)).toEqual([cancelled.id]);
});
