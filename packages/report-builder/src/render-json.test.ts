import { Report } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from './index.ts';
import { renderJson } from './render-json.ts';
import { arbitraryFacts, arbitraryReordering } from './testing/facts.ts';

describe('renderJson', () => {
  it('gives a document that reads back as the report', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const report = buildReport(facts);

        expect(Report.parse(JSON.parse(renderJson(report)))).toEqual(report);
      }),
    );
  });

  it('gives the same bytes for the same facts in any order', () => {
    fc.assert(
      fc.property(arbitraryReordering, ([facts, reordered]) => {
        expect(renderJson(buildReport(reordered))).toBe(renderJson(buildReport(facts)));
      }),
    );
  });
});
