import { readFileSync } from 'node:fs';
import type { ProductInput, ProductOperation } from '@async-catalog/client';

const PRODUCTS = 500;

/** Sizes of the packs in which every product of the sample catalog is sold. */
const PACKS = [1, 2, 3, 4, 6, 10, 12];
const REDUCED_PACK = 12;

/** Reads the products that the sample consists of, in many categories, currencies and scripts. */
export function readSampleCatalog(): ProductInput[] {
  return readLines<ProductInput>('sample-catalog.ndjson');
}

/** The sample: each product alone and in packs. */
export function createSample(): ProductInput[] {
  const products = readSampleCatalog();
  return PACKS.flatMap((size) => products.map((product) => packOf(product, size))).slice(0, PRODUCTS);
}

/** An update of the sample: puts, one of which changes nothing, patches that reduce the largest packs by a tenth, among others, and a delete. */
export function createSampleUpdate(): ProductOperation[] {
  const reductions = createSample()
    .filter(({ attributes }) => attributes?.['packSize'] === REDUCED_PACK)
    .map(({ sku = '', price, currency = '' }): ProductOperation => ({
      op: 'patch',
      sku,
      price: roundAs(price, price * 0.9),
      currency,
    }));
  return [...readLines<ProductOperation>('sample-update.ndjson'), ...reductions];
}

function packOf(product: ProductInput, size: number): ProductInput {
  if (size === 1) {
    return product;
  }
  return {
    ...product,
    name: `${product.name} × ${size}`,
    price: roundAs(product.price, product.price * size),
    sku: `${product.sku}-X${size}`,
    attributes: { ...product.attributes, packSize: size },
  };
}

/** Rounds to the decimals of a price, which are no more than its currency has. */
function roundAs(price: number, amount: number): number {
  return Number(amount.toFixed(String(price).split('.')[1]?.length ?? 0));
}

function readLines<Item>(file: string): Item[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Item);
}
