import type { ItemResult } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { read, utils } from '@e965/xlsx';
import { expect, it } from 'vitest';
import { buildReport } from './build-report.ts';
import { renderCsv } from './render-csv.ts';
import { renderText } from './render-text.ts';
import { renderXlsx } from './render-xlsx.ts';
import { itemResult, submissionId } from './testing/facts.ts';

const supersededAt = '2026-01-31T09:29:59.000Z';

it.each<[string, Partial<ItemResult>, string, string]>([
  [
    'a later put of the same submission, before it was queued',
    { supersededBy: 1 },
    'DUPLICATE_SKU',
    'is in item 1, too, which replaces this one',
  ],
  [
    'an item of the same submission',
    { op: 'put', supersededBy: 1, supersededAt },
    'SUPERSEDED',
    `was not written: the newer item 1 of this submission (accepted at ${supersededAt}) was applied before`,
  ],
  [
    'an item of another submission of the caller',
    { op: 'put', supersededBy: 7, supersededBySubmission: submissionId, supersededAt },
    'SUPERSEDED',
    `was not written: the newer item 7 of submission ${submissionId} (accepted at ${supersededAt}) was applied before`,
  ],
  [
    'an item of another caller',
    { op: 'put', supersededAt },
    'SUPERSEDED',
    `was not written: a newer operation (accepted at ${supersededAt}) was applied before`,
  ],
  [
    'an item of which nothing is known',
    { op: 'put' },
    'SUPERSEDED',
    'was not written: a newer operation was applied before',
  ],
])('names in every format %s, as what superseded an item', async (_, result, code, detail) => {
  const report = buildReport({
    record: submissionRecord({ total: 2, saved: new Set([1]), superseded: new Set([0]) }),
    results: [itemResult(0, { outcome: 'superseded', version: undefined, ...result }), itemResult(1)],
    rejected: [],
    completedAt: '2026-01-31T09:30:01.500Z',
  });

  expect(report.items[0]).toMatchObject({ ...result, outcome: 'superseded', op: 'put' });
  expect(report.issues).toMatchObject([{ index: 0, severity: 'warning', code, detail }]);
  expect([...renderCsv(report)][1]).toContain(detail);
  const { Sheets, SheetNames } = read(await new Response(renderXlsx(report)).bytes());
  const rows = utils.sheet_to_json<Record<string, unknown>>(Sheets[SheetNames[0] ?? ''] ?? {});
  expect(rows[0]).toMatchObject({ outcome: 'superseded', op: 'put', code, detail });
  // A line of text goes on below.
  expect([...renderText(report)].join('').replaceAll(/\n +/g, ' ')).toContain(detail);
});
