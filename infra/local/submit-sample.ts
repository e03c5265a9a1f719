import type { Report } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { createCatalogClient } from './catalog-client.ts';

const CONCURRENCY = 8;

/** Submits each product and follows it to its report. `onSettled` is called once for each. */
export function submitSample(options: {
  apiUrl: string;
  products: readonly unknown[];
  signal: AbortSignal;
  onSettled(): void;
}): Promise<Report[]> {
  const { products, signal, onSettled } = options;
  const client = createCatalogClient(options.apiUrl, signal);
  return pMap(
    products,
    async (product) => {
      const { submissionId } = await client.submit(product);
      await client.waitForSubmission(submissionId);
      const report = await client.report(submissionId);
      onSettled();
      return report;
    },
    { concurrency: CONCURRENCY, signal },
  );
}
