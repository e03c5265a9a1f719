import { describe, expect, it } from 'vitest';
import { buildContentDisposition, buildReport, renderReport, ReportFormat } from './index.ts';
import { renderCsv } from './render-csv.ts';
import { renderJson } from './render-json.ts';
import { renderText } from './render-text.ts';
import { recordOf, resultOf, submissionId } from './testing/facts.ts';

describe('renderReport', () => {
  it('renders every format', async () => {
    const report = buildReport({
      record: recordOf({ total: 1, saved: new Set([0]) }),
      results: [resultOf(0)],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(await renderReport(report)).toEqual({
      json: renderJson(report),
      csv: renderCsv(report),
      txt: await renderText(report),
    });
  });
});

describe('buildContentDisposition', () => {
  it('names the file of a table, which is for a spreadsheet, and of no other format', () => {
    expect(ReportFormat.options.map((format) => buildContentDisposition(submissionId, format))).toEqual([
      undefined,
      `attachment; filename="submission-${submissionId}.csv"`,
      undefined,
    ]);
  });
});
