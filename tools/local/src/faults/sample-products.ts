import type { ProductInput } from '@async-catalog/client';

/** Products of the sample, and the most that one submission takes. */
const PRODUCTS = 10_000;
const BATCH = 1000;

/** Generates products in batches. Each run has the same SKUs and other prices, so that it changes what the last one saved. */
export function* generateSampleProducts(run: number): Generator<ProductInput[]> {
  for (let first = 1; first <= PRODUCTS; first += BATCH) {
    yield Array.from({ length: BATCH }, (_, index) => sampleProduct(first + index, run));
  }
}

function sampleProduct(number: number, run: number): ProductInput {
  const cents = 1 + ((number * 7919 + run * 104_729) % 100_000);
  return {
    sku: `SAMPLE-${String(number).padStart(5, '0')}`,
    name: `Sample product ${number}`,
    price: cents / 100,
    currency: 'EUR',
    category: `sample-${number % 12}`,
  };
}
