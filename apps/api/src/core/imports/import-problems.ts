import { ProblemError } from '@async-catalog/http-contract';
import type { FieldError, ImportRecord } from '@async-catalog/product-schema';

export function importNotFound(): ProblemError {
  return new ProblemError(
    'IMPORT_NOT_FOUND',
    'You have no import with this id. Imports are kept for 30 days.',
  );
}

export function importEnded(): ProblemError {
  return new ProblemError(
    'IMPORT_ENDED',
    'This import has ended: it was cancelled, it failed, or it is complete. Create another one.',
  );
}

export function uploadIncomplete(detail: string): ProblemError {
  return new ProblemError('UPLOAD_INCOMPLETE', detail);
}

export function invalidFile({
  code,
  detail,
  line,
  column,
}: NonNullable<ImportRecord['failure']>): ProblemError {
  const place = [line !== undefined && `line ${line}`, column !== undefined && `column ${column}`].filter(
    Boolean,
  );
  const where = place.length > 0 ? ` (${place.join(', ')})` : '';
  return new ProblemError('INVALID_FILE', `${code}${where}: ${detail}`);
}

export function invalidMapping(errors: readonly FieldError[]): ProblemError {
  return new ProblemError(
    'INVALID_MAPPING',
    'Nothing was read. Send a mapping that fits the columns of the file; errors lists what is wrong.',
    { errors },
  );
}

export function keyReused(): ProblemError {
  return new ProblemError(
    'IDEMPOTENCY_KEY_REUSED',
    'This key was used with another file or other options. Use a new key.',
  );
}

export function startedOtherwise(): ProblemError {
  return new ProblemError(
    'IMPORT_STARTED',
    'This import was started with another mapping, which GET /imports/{id} shows. Import the file anew to use this one.',
  );
}

export function importStarted(): ProblemError {
  return new ProblemError('IMPORT_STARTED', 'This import is started, and takes no more parts.');
}
