import { readSampleCatalog } from '@async-catalog/local/sample-catalog';

/** A product in a consumer's request. */
export type SubmittedProduct = Record<string, unknown> & { readonly sku: string };

const sample = readSampleCatalog() as readonly Record<string, unknown>[];

/** Repeats the sample catalog's products under new SKUs; `from` is the number of the first. */
export function productsFrom(from: number, count: number): SubmittedProduct[] {
  return Array.from({ length: count }, (_, n) => ({
    ...sample[(from + n) % sample.length],
    sku: `BENCH-${from + n}`,
  }));
}
