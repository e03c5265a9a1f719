import type { ImportRecord } from '@async-catalog/product-schema';
import { invalidBody } from '../read-json.ts';

/**
 * Builds the options of an import. A preview is a dry run.
 * @throws {ProblemError} `INVALID_REQUEST` if a preview is asked for that is none
 */
export function toOptions({
  dryRun,
  preview,
}: {
  dryRun?: boolean | undefined;
  preview?: 'changes' | undefined;
}): ImportRecord['options'] {
  if (preview === undefined) {
    return { dryRun: dryRun ?? false };
  }
  if (dryRun === false) {
    throw invalidBody([
      {
        pointer: '/dryRun',
        code: 'INVALID_FORMAT',
        detail: 'is false, but a preview is a dry run; leave it out',
      },
    ]);
  }
  return { dryRun: true, preview };
}
