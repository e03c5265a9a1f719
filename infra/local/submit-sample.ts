import type { Report } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { createCatalogClient } from './catalog-client.ts';

const CONCURRENCY = 8;

/** Submits each product, then follows each to its report. `onSettled` is called once for each. */
export async function submitSample(options: {
  apiUrl: string;
  products: readonly unknown[];
  signal: AbortSignal;
  onSettled: () => void;
}): Promise<Report[]> {
  const { products, signal, onSettled } = options;
  const client = createCatalogClient(options.apiUrl, signal);
  const limits = { concurrency: CONCURRENCY, signal };
  const accepted = await pMap(products, (product) => client.submit(product), limits);
  return pMap(
    accepted,
    async ({ submissionId }) => {
      await client.waitForSubmission(submissionId);
      const report = await client.report(submissionId);
      onSettled();
      return report;
    },
    limits,
  );
}
