import { importIdForKey } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { expect, it } from 'vitest';
import { readReport } from './read-report.ts';
import type { StoredReports } from './report-reader.ts';

const NOTHING_STORED: StoredReports = {
  report: () => Promise.resolve(undefined),
  results: () => ReadableStream.from<never>([]),
  rejectedItems: () => Promise.resolve([]),
};

it('tells each item of a submission of which nothing was taken, also where the reasons of refusals were not kept', async () => {
  const record = submissionRecord({
    total: 2,
    rejected: 1,
    rejectedIndexes: new Set([1]),
    fingerprint: 'f',
    mayBeSent: false,
  });

  const { summary, items, issues } = await readReport(record, NOTHING_STORED);

  expect(summary).toMatchObject({ status: 'failed', counts: { total: 2, failed: 1, rejected: 1 } });
  expect(items.map(({ index, outcome }) => [index, outcome])).toEqual([
    [0, 'failed'],
    [1, 'rejected'],
  ]);
  expect(issues.map(({ index, code, detail }) => [index, code, detail])).toEqual([
    [
      0,
      'NOT_QUEUED',
      'was not taken: a service was unavailable; send it again with the same idempotency key',
    ],
    [1, 'REASON_UNKNOWN', 'was not saved; the reason is not known'],
  ]);
});

it('tells which items of a chunk were given up, unless their results do', async () => {
  const record = submissionRecord({
    total: 2,
    importId: importIdForKey('alice', 'a'),
    chunk: 0,
    failed: new Set([0, 1]),
    settlements: 2,
  });
  const error = { code: 'VERSION_CONFLICT', pointer: '/ifVersion', detail: 'is not its version' };
  const stored = {
    ...NOTHING_STORED,
    results: () => ReadableStream.from([{ index: 1, outcome: 'failed' as const, error }]),
  };

  const { issues } = await readReport(record, stored);
  expect(issues.map(({ index, code }) => [index, code])).toEqual([
    [0, 'NOT_QUEUED'],
    [1, 'VERSION_CONFLICT'],
  ]);

  const queued = await readReport({ ...record, queuedAt: record.createdAt }, NOTHING_STORED);
  expect(queued.issues.map(({ code }) => code)).toEqual(['REASON_UNKNOWN', 'REASON_UNKNOWN']);
});
