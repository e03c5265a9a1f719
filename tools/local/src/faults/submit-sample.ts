import { createCatalogClient } from '@async-catalog/client';
import { generateSampleProducts } from './sample-products.ts';

/** Submits the generated products with the caller's token, if it has one, and resolves to the ids of the submissions. */
export async function submitSample(options: {
  readonly apiUrl: string;
  readonly token: string | undefined;
  readonly run: number;
}): Promise<string[]> {
  const client = createCatalogClient({ baseUrl: options.apiUrl, token: options.token, retries: 2 });
  const submissionIds: string[] = [];
  for (const products of generateSampleProducts(options.run)) {
    const { submissionId } = await client.createProducts(products);
    submissionIds.push(submissionId);
  }
  return submissionIds;
}
