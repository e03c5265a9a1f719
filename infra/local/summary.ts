import type { Report, ReportTotal, SubmissionCounts } from '@async-catalog/product-schema';

/** Several reports as one: the counts added up, the totals added up by category and currency. */
export interface Summary {
  readonly counts: SubmissionCounts;
  readonly totals: readonly ReportTotal[];
}

export function summarize(reports: readonly Report[]): Summary {
  const counts = { total: 0, saved: 0, superseded: 0, failed: 0, rejected: 0, pending: 0 };
  const totals = new Map<string, ReportTotal>();
  for (const { summary } of reports) {
    for (const name of Object.keys(counts) as (keyof SubmissionCounts)[]) {
      counts[name] += summary.counts[name];
    }
    for (const total of summary.totals) {
      const key = JSON.stringify([total.category, total.currency]);
      const sum = totals.get(key) ?? { ...total, products: 0, priceInHundredths: 0 };
      totals.set(key, {
        ...sum,
        products: sum.products + total.products,
        priceInHundredths: sum.priceInHundredths + total.priceInHundredths,
      });
    }
  }
  return {
    counts,
    totals: [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total),
  };
}
