import { readFileSync } from 'node:fs';
import type { ProductInput, ProductOperation } from '@async-catalog/client';

/** Reads the sample products, in many categories, currencies and scripts. */
export function readSampleCatalog(): ProductInput[] {
  return readLines<ProductInput>('sample-catalog.ndjson');
}

/** Reads an update of the sample products: puts, one of which changes nothing, patches and a delete. */
export function readSampleUpdate(): ProductOperation[] {
  return readLines<ProductOperation>('sample-update.ndjson');
}

function readLines<Item>(file: string): Item[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Item);
}
