import { readFileSync } from 'node:fs';
import type { ProductInput } from '@async-catalog/client';

/** Reads the sample products, in many categories, currencies and scripts. */
export function readSampleCatalog(): ProductInput[] {
  return readFileSync(new URL('sample-catalog.ndjson', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ProductInput);
}
