import { expect, it } from 'vitest';
import { surviveImport } from './survive-import.ts';

it('gives each of 20,000 rows one outcome, and each product its last row, while splitter and workers are killed', async () => {
  const result = await surviveImport({
    rows: 20_000,
    products: 8000,
    refusedEvery: 500,
    kills: 5,
    chunksPerKill: 3,
    savesPerKill: 1000,
    visibilitySeconds: 5,
    onProgress: () => {},
  });

  expect(result).toMatchObject({
    status: 'completed_with_errors',
    counts: { total: 20_000, rejected: 40, failed: 0, cancelled: 0, pending: 0 },
    wrongSums: 0,
    reportedRows: 20_000,
    reportedTwice: 0,
    wrongProducts: 0,
    killed: { FileSplitter: 5, ProductSaverWorker: 5 },
  });
  expect(result.counts.saved + result.counts.superseded).toBe(19_960);
});
