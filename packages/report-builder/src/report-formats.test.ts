import { Report } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildContentDisposition, buildReport, renderReport, ReportFormat } from './index.ts';
import { arbitraryFacts, arbitraryReordering, submissionId } from './testing/facts.ts';
import { worstReport } from './testing/worst-report.ts';

/** Milliseconds of CPU that a function takes. */
function cpuMs(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const render = (report: Report, format: ReportFormat): string => [...renderReport(report, format)].join('');

describe('renderReport', () => {
  it('gives JSON that reads back as the report', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const report = buildReport(facts);

        expect(Report.parse(JSON.parse(render(report, 'json')))).toEqual(report);
      }),
    );
  });

  it.each(ReportFormat.options)('gives the same %s for the same facts in any order', (format) => {
    fc.assert(
      fc.property(arbitraryReordering, ([facts, reordered]) => {
        expect(render(buildReport(reordered), format)).toBe(render(buildReport(facts), format));
      }),
    );
  });

  describe.each(Object.entries(worstReport))('of the longest fields in %s', (_, report) => {
    // Compared with work of this machine at this moment, so that a busy or slow one doesn't matter.
    const yardstickMs = Math.max(
      5,
      cpuMs(() => JSON.stringify(report)),
    );

    it.each(ReportFormat.options)('costs little more as %s than the text that it holds', (format) => {
      let length = 0;
      const spentMs = cpuMs(() => {
        for (const piece of renderReport(report, format)) {
          length += piece.length;
        }
      });
      expect(spentMs).toBeLessThan(60 * yardstickMs);
      expect(length).toBeLessThan(2 * JSON.stringify(report).length);
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
