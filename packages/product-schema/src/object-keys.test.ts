import { expect, it } from 'vitest';
import { rejectedItemsKey, reportKey, reportPartsPrefix, reportPartsStart } from './index.ts';
import { submissionRecord } from './testing/submission-record.ts';

it('keeps all of a submission in places of its own', () => {
  expect(reportKey('S', 'json')).toBe('reports/S/report.json');
  expect(reportKey('S', 'csv')).toBe('reports/S/report.csv');
  expect(reportKey('S', 'txt')).toBe('reports/S/report.txt');
  expect(reportPartsPrefix('S')).toBe('reports/S/parts/');
  expect(rejectedItemsKey('S')).toBe('submissions/S/rejected.json');
});

it('puts the parts of a submission after those of an expired one with the same id, however much clocks differ', () => {
  const record = submissionRecord({ createdAt: '2026-03-03T09:30:00.000Z' });
  const partAt = (time: string) => `${reportPartsPrefix(record.id)}${time}-x.json`;

  expect(partAt('2026-02-01T16:30:00.000Z') > reportPartsStart(record)).toBe(false);
  expect(partAt('2026-02-26T09:30:00.000Z') > reportPartsStart(record)).toBe(true);
});
