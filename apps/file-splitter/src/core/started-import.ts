import type { ImportRecord } from '@async-catalog/product-schema';
import type { StartedImport } from './ports.ts';

/** Tells whether an import has all that reading its file needs. */
export function isStarted(record: ImportRecord): record is StartedImport {
  const { startedAt, etag, format, mapping } = record;
  return [startedAt, etag, format, mapping].every((field) => field !== undefined);
}
