import { expect, it } from 'vitest';
import { cancelImport } from './cancel-import.ts';

it('saves at most 1,000 rows once an import is cancelled, and reports each of those that were read', async () => {
  const { counts, reported, ...result } = await cancelImport({
    rows: 6000,
    products: 6000,
    refusedEvery: 500,
    cancelAtSaved: 2000,
    onProgress: () => {},
  });

  expect(result).toMatchObject({
    answers: [202, 202],
    status: 'cancelled',
    wrongSums: 0,
    reportedTwice: 0,
  });
  expect(result.savedAfterAnswer).toBeLessThanOrEqual(1000);
  expect(counts).toMatchObject({
    saved: result.savedAtAnswer + result.savedAfterAnswer,
    failed: 0,
    pending: 0,
  });
  expect(counts.cancelled).toBeGreaterThan(0);
  const { saved, cancelled, rejected } = counts;
  expect(reported).toEqual({ saved, cancelled, ...(rejected > 0 && { rejected }) });
  expect(result.reportedRows).toBe(counts.total);
});
