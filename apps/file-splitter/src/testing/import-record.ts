import { ImportRecord, importIdForKey, newImportId } from '@async-catalog/product-schema';
import type { StartedImport } from '../core/ports.ts';
import { isStarted } from '../core/started-import.ts';

/** Builds the record of an import of a CSV file that is started and not begun. */
export function startedImport(fields: Partial<ImportRecord> = {}): StartedImport {
  const record = ImportRecord.parse({
    id: newImportId(),
    caller: 'alice',
    requestId: 'request-7',
    fileName: 'products.csv',
    size: 100,
    options: {},
    fingerprint: 'f',
    createdAt: '2026-01-31T10:00:00.000Z',
    expiresAt: 1_800_000_000,
    etag: '"etag"',
    format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' },
    columns: ['sku', 'name', 'price'],
    mapping: { columns: { sku: 'sku', name: 'name', price: 'price' }, op: 'put' },
    startedAt: '2026-01-31T10:00:30.000Z',
    queuedAt: '2026-01-31T10:00:30.000Z',
    ...fields,
  });
  if (!isStarted(record)) {
    throw new RangeError('the fields leave it not started');
  }
  return record;
}

/** Id of an import that isn't there. */
export const UNKNOWN_IMPORT = importIdForKey('nobody', 'nothing');

/** Builds a CSV file of so many products. Prices in `wrong`, by the row from 0, make a row that is rejected. */
export function csvOf(rows: number, wrong: ReadonlySet<number> = new Set()): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `SKU-${row},Product ${row},${wrong.has(row) ? 'cheap' : row}`,
  );
  return ['sku,name,price', ...lines, ''].join('\n');
}
