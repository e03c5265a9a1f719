import { importIdForKey } from '../ids.ts';
import { ImportRecord } from '../imports/index.ts';

/** Builds the record of an import of 100 bytes that waits for its file. */
export function importRecord(overrides: Partial<ImportRecord> = {}): ImportRecord {
  return ImportRecord.parse({
    id: importIdForKey('anonymous', 'test'),
    caller: 'anonymous',
    requestId: 'r-1',
    fileName: 'products.csv',
    size: 100,
    options: {},
    fingerprint: 'f',
    createdAt: '2026-01-31T09:30:00.000Z',
    expiresAt: Date.parse('2026-03-02T09:30:00.000Z') / 1000,
    uploadId: 'u',
    ...overrides,
  });
}
