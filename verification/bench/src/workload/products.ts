import { readSampleCatalog } from '@async-catalog/local/sample-catalog';

/** A product as a consumer submits it. */
export type SubmittedProduct = Record<string, unknown> & { readonly sku: string };

const sample = readSampleCatalog() as readonly Record<string, unknown>[];

/** Products of the sample catalog, over and over, each under a SKU of its own: `from` is the number of the first. */
export function productsFrom(from: number, count: number): SubmittedProduct[] {
  return Array.from({ length: count }, (_, n) => ({
    ...sample[(from + n) % sample.length],
    sku: `BENCH-${from + n}`,
  }));
}
