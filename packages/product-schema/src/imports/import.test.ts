import { describe, expect, it } from 'vitest';
import { importIdForKey } from '../ids.ts';
import { countsOfImport, isImportComplete, statusOfImport } from './import-state.ts';
import { toImport } from './import.ts';
import { ImportRecord } from './import-record.ts';

const NOW = new Date('2026-01-31T10:01:00.000Z');

function importRecord(fields: Partial<ImportRecord> = {}): ImportRecord {
  return ImportRecord.parse({
    id: importIdForKey('alice', 'a'),
    caller: 'alice',
    requestId: 'r',
    fileName: 'products.csv',
    size: 100,
    options: {},
    fingerprint: 'f',
    createdAt: '2026-01-31T10:00:00.000Z',
    expiresAt: 1_800_000_000,
    ...fields,
  });
}

const started = { startedAt: '2026-01-31T10:00:30.000Z', begunAt: '2026-01-31T10:00:31.000Z' };
const saved = { ...started, items: 3, chunkTotal: 1, chunks: { 0: { settlements: 1, saved: 3 } } };
const completedAt = '2026-01-31T10:00:50.000Z';

describe('statusOfImport', () => {
  it.each([
    ['uploading', {}],
    ['queued', { startedAt: started.startedAt }],
    ['processing', started],
    ['processing', saved],
    ['completed', { ...saved, completedAt }],
    ['completed', { ...saved, chunks: { 0: { settlements: 1, valid: 3 } }, completedAt }],
    [
      'completed_with_errors',
      { ...saved, chunks: { 0: { settlements: 1, saved: 2, rejected: 1 } }, completedAt },
    ],
    ['failed', { ...saved, chunks: { 0: { settlements: 1, failed: 3 } }, completedAt }],
    ['failed', { ...saved, failure: { code: 'TOO_MANY_ROWS', detail: 'x' }, completedAt }],
    ['cancelled', { ...saved, cancelledAt: completedAt, completedAt }],
    ['cancelled', { cancelledAt: completedAt }],
  ] as const)('is %s for %j', (status, fields) => {
    expect(statusOfImport(importRecord(fields), NOW)).toBe(status);
  });

  it('is failed when the file was not uploaded within a day, and overdue when rows are pending after the deadline', () => {
    const late = new Date('2026-02-01T10:00:00.001Z');

    expect(statusOfImport(importRecord(), new Date('2026-02-01T10:00:00.000Z'))).toBe('uploading');
    expect(statusOfImport(importRecord(), late)).toBe('failed');
    expect(statusOfImport(importRecord(started), late)).toBe('overdue');
  });
});

describe('countsOfImport', () => {
  it('counts what is not known as pending, also when chunks after the checkpoint are complete', () => {
    const chunks = { 0: { settlements: 2, saved: 3, rejected: 1 }, 5: { settlements: 1, failed: 2 } };

    expect(countsOfImport({ items: 10, chunks })).toMatchObject({
      total: 10,
      saved: 3,
      failed: 2,
      rejected: 1,
      pending: 4,
    });
    expect(countsOfImport({ items: 0, chunks })).toMatchObject({ total: 6, pending: 0 });
  });
});

describe('isImportComplete', () => {
  it('tells whether the number of chunks is known, and each has a result', () => {
    const chunks = { 0: { settlements: 1, saved: 1 } };

    expect(isImportComplete({ chunks })).toBe(false);
    expect(isImportComplete({ chunks, chunkTotal: 2 })).toBe(false);
    expect(isImportComplete({ chunks, chunkTotal: 1 })).toBe(true);
    expect(isImportComplete({ chunks: {}, chunkTotal: 0 })).toBe(true);
  });
});

describe('toImport', () => {
  it('counts rows that are no item apart', () => {
    expect(toImport(importRecord({ ...saved, skippedRows: 2 }), NOW).rows).toEqual({
      read: 5,
      skipped: 2,
      complete: true,
    });
    expect(toImport(importRecord(), NOW).rows.complete).toBe(false);
  });
});
