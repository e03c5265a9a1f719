import { expect, it } from 'vitest';
import { rejectedItemsKey, reportKey, reportPartsPrefix } from './index.ts';

it('keeps all of a submission in places of its own', () => {
  expect(reportKey('S', 'json')).toBe('reports/S/report.json');
  expect(reportKey('S', 'csv')).toBe('reports/S/report.csv');
  expect(reportKey('S', 'txt')).toBe('reports/S/report.txt');
  expect(reportPartsPrefix('S')).toBe('reports/S/parts/');
  expect(rejectedItemsKey('S')).toBe('submissions/S/rejected.json');
});
