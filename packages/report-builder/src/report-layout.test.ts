import { type Report, ReportIssue, ReportItem } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildReport } from './index.ts';
import { layOutReport, parseBlocks, spanOf } from './report-layout.ts';
import { arbitraryFacts } from './testing/facts.ts';
import { worstReport } from './testing/worst-report.ts';

/** Reads what the blocks of a range hold, from the bytes that are stored. */
function readRange(report: Report, first: number, last: number) {
  const { text, blocks } = layOutReport(report);
  const read = (offsets: readonly number[]) => {
    const { start, end } = spanOf(offsets, first, last);
    const bytes = Buffer.from(text).subarray(start, end);
    return { size: bytes.length, entries: parseBlocks(bytes.toString()) };
  };
  const [items, issues] = [read(blocks.items), read(blocks.issues)];
  return {
    items: z.array(ReportItem).parse(items.entries),
    issues: z.array(ReportIssue).parse(issues.entries),
    share: (items.size + issues.size) / Buffer.byteLength(text),
  };
}

const REPORTS = Object.entries(worstReport);

describe('layOutReport', () => {
  it.each(REPORTS)('writes %s as JSON does', (_, report) => {
    expect(layOutReport(report).text).toBe(JSON.stringify(report));
  });

  it('writes any report as JSON does, as one block if it is small', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const report = buildReport(facts);
        const { items, issues } = readRange(report, 0, report.items.length - 1);

        expect(layOutReport(report).text).toBe(JSON.stringify(report));
        expect({ items, issues }).toEqual({ items: report.items, issues: report.issues });
      }),
    );
  });

  it.each(REPORTS)('lets a hundred items of %s, and their issues, be read alone', (_, report) => {
    for (const first of [0, 300, 900]) {
      const last = first + 99;
      const isWithin = ({ index }: { index: number }): boolean => index >= first && index <= last;
      const { items, issues, share } = readRange(report, first, last);

      expect(items).toEqual(report.items.filter(isWithin));
      expect(issues).toEqual(report.issues.filter(isWithin));
      expect(share).toBeLessThan(0.11);
    }
  });

  it('finds a range that crosses blocks, and a block without issues', () => {
    const report = worstReport['quotes'];
    const some = { ...report!, issues: report!.issues.filter(({ index }) => index > 250) };

    expect(readRange(some, 195, 205).items).toHaveLength(200);
    expect(readRange(some, 0, 99).issues).toEqual([]);
    expect(readRange(some, 100, 299).issues).toEqual(some.issues.filter(({ index }) => index < 300));
  });
});
