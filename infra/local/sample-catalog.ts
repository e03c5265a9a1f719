import { readFileSync } from 'node:fs';

/** The sample: as NDJSON, in the shape that `POST /products` takes. */
export function readSampleCatalog(): unknown[] {
  return readFileSync(new URL('sample-catalog.ndjson', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
