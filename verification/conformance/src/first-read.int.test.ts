import { openCatalog } from '@async-catalog/local/testing';
import pMap from 'p-map';
import { beforeAll, expect, it } from 'vitest';

let running: Awaited<ReturnType<typeof openCatalog>>;
beforeAll(async () => {
  running = await openCatalog();
  return () => running.stop();
});

/** Submits products, and reads the report in every format as soon as the submission is seen to be complete. */
async function readAtOnce(size: number, n: number): Promise<readonly number[]> {
  const { api } = running;
  const { submissionId } = await api.createProducts(
    Array.from({ length: size }, (_, index) => ({
      name: `Cup ${n}-${index}`,
      sku: `${size}/${n}/${index}`,
      price: 1,
    })),
  );
  const { status, reportReady } = await api.waitForSubmission(submissionId);
  expect({ status, reportReady }).toEqual({ status: 'completed', reportReady: true });
  const { items, summary } = await api.getReport(submissionId);
  const csv = await api.getReport(submissionId, { format: 'csv' });
  const text = await api.getReport(submissionId, { format: 'txt' });
  return [
    items.length,
    summary.counts.saved,
    csv.trim().split('\r\n').length - 1,
    text.split('#').length - 1,
  ];
}

it.each([
  [48, 1],
  [12, 11],
])(
  'of %i submissions of %i products, all have their report at the first read after they are complete',
  async (submissions, size) => {
    const read = await pMap(Array(submissions).keys(), (n) => readAtOnce(size, n), { concurrency: 8 });

    expect(read).toEqual(Array.from({ length: submissions }, () => [size, size, size, size]));
  },
);
