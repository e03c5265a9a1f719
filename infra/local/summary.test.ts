import { type Report, SubmissionId } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { summarize } from './summary.ts';

function report(counts: Partial<Report['summary']['counts']>, totals: Report['summary']['totals']): Report {
  return {
    header: {
      schemaVersion: 1,
      submissionId: SubmissionId.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
      caller: 'anonymous',
      createdAt: '2026-01-01T00:00:00.000Z',
      completedAt: '2026-01-01T00:00:01.000Z',
    },
    summary: {
      status: 'completed',
      counts: { total: 0, saved: 0, superseded: 0, failed: 0, rejected: 0, pending: 0, ...counts },
      durationMs: 1000,
      totals,
    },
    issues: [],
    items: [],
  };
}

describe('summarize', () => {
  it('adds up counts, and totals by category and currency', () => {
    const tea = { category: 'tea', currency: 'EUR', products: 1, priceInHundredths: 1000 };
    const coffee = { category: 'coffee', currency: 'EUR', products: 2, priceInHundredths: 500 };
    const yenTea = { ...tea, currency: 'JPY' };
    const summary = summarize([
      report({ total: 3, saved: 3 }, [tea, coffee]),
      report({ total: 2, saved: 1, failed: 1 }, [tea, yenTea]),
    ]);
    expect(summary.counts).toMatchObject({ total: 5, saved: 4, failed: 1, pending: 0 });
    expect(summary.totals).toEqual([coffee, { ...tea, products: 2, priceInHundredths: 2000 }, yenTea]);
  });

  it('is empty for no reports', () => {
    expect(summarize([])).toMatchObject({ counts: { total: 0 }, totals: [] });
  });
});
