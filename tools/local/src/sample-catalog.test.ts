import { expect, it } from 'vitest';
import { createSample, createSampleUpdate } from './sample-catalog.ts';

it('the sample has 500 products, each with a SKU of its own', () => {
  const skus = createSample().map(({ sku }) => sku);

  expect(skus).toHaveLength(500);
  expect(new Set(skus).size).toBe(500);
  expect(skus).not.toContain(undefined);
});

it('the update names products of the sample only, each once', () => {
  const skus = new Set(createSample().map(({ sku }) => sku));
  const updated = createSampleUpdate().map(({ sku }) => sku);

  expect(updated.filter((sku) => !skus.has(sku))).toEqual([]);
  expect(new Set(updated).size).toBe(updated.length);
  expect(updated.length).toBeGreaterThan(50);
});
