import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it } from 'vitest';
import { buildContentDisposition, buildReport, renderReport, ReportFormat } from './index.ts';
import { renderCsv } from './render-csv.ts';
import { renderJson } from './render-json.ts';
import { renderText } from './render-text.ts';
import { itemResult, submissionId } from './testing/facts.ts';

describe('renderReport', () => {
  it('renders each format with its own renderer, and leaves none out', async () => {
    const report = buildReport({
      record: submissionRecord({ id: submissionId, total: 1, saved: new Set([0]) }),
      results: [itemResult(0)],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    const documents = await renderReport(report);

    expect(Object.keys(documents)).toEqual(ReportFormat.options);
    expect(documents).toMatchObject({
      json: renderJson(report),
      csv: renderCsv(report),
      txt: await renderText(report),
    });
  });
});

describe('buildContentDisposition', () => {
  it('names the file of a table, which is for a spreadsheet', () => {
    expect(buildContentDisposition(submissionId, 'csv')).toBe(
      `attachment; filename="submission-${submissionId}.csv"`,
    );
  });

  it.each(['json', 'txt'] as const)('lets browsers show %s', (format) => {
    expect(buildContentDisposition(submissionId, format)).toBeUndefined();
  });
});
