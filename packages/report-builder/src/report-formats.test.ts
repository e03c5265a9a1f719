import { Report } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildContentDisposition, buildReport, renderReport, ReportFormat } from './index.ts';
import { arbitraryFacts, arbitraryReordering, submissionId } from './testing/facts.ts';
import { worstReport } from './testing/worst-report.ts';

/** Milliseconds of CPU that a function takes. */
async function cpuMs(run: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function render(report: Report, format: ReportFormat): Promise<Buffer> {
  const pieces = await Array.fromAsync<string | Uint8Array>(renderReport(report, format));
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

describe('renderReport', () => {
  it('gives JSON that reads back as the report', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFacts, async (facts) => {
        const report = buildReport(facts);

        expect(Report.parse(JSON.parse(String(await render(report, 'json'))))).toEqual(report);
      }),
    );
  });

  it.each(ReportFormat.options)('gives the same %s for the same facts in any order', async (format) => {
    await fc.assert(
      fc.asyncProperty(arbitraryReordering, async ([facts, reordered]) => {
        expect(await render(buildReport(reordered), format)).toEqual(
          await render(buildReport(facts), format),
        );
      }),
    );
  });

  describe.each(Object.entries(worstReport))('of the longest fields in %s', (_, report) => {
    it.each(ReportFormat.options)('costs little more as %s than the text that it holds', async (format) => {
      // Compared with work of this machine at this moment, so that a busy or slow one doesn't matter.
      const yardstickMs = Math.max(5, await cpuMs(() => JSON.stringify(report)));
      let length = 0;
      const spentMs = await cpuMs(async () => {
        for await (const piece of renderReport(report, format)) {
          length += piece.length;
        }
      });
      expect(spentMs).toBeLessThan(60 * yardstickMs);
      expect(length).toBeLessThan(2 * JSON.stringify(report).length);
    });
  });
});

describe('buildContentDisposition', () => {
  it.each(['csv', 'xlsx'] as const)('names the file of a table, which is for a spreadsheet: %s', (format) => {
    expect(buildContentDisposition(submissionId, format)).toBe(
      `attachment; filename="submission-${submissionId}.${format}"`,
    );
  });

  it.each(['json', 'txt'] as const)('lets browsers show %s', (format) => {
    expect(buildContentDisposition(submissionId, format)).toBeUndefined();
  });
});
