import type { FileFormat, ImportMapping, ImportRecord } from '@async-catalog/product-schema';
import type { Inspection } from '../ports.ts';
import { invalidMapping } from './import-problems.ts';

/** Bytes of a mapping with its columns and guesses, of the 400 KB that an item of DynamoDB takes: 200 KiB. */
const MAX_LAYOUT_BYTES = 200 * 1024;

/** A file that can't be read, and why. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
  readonly failure: NonNullable<ImportRecord['failure']>;

  constructor(failure: NonNullable<ImportRecord['failure']>) {
    super(failure.detail);
    this.failure = failure;
  }
}

/** The beginning of a file, and what is known of it. */
export interface Source {
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  readonly fileName: string;
  readonly mediaType?: string | undefined;
  readonly askedFormat: ImportRecord['askedFormat'];
}

/**
 * Checks the fields that a mapping names, before its file is there. Whether it fits the columns shows later.
 * @throws {ProblemError} `INVALID_MAPPING`
 */
export async function checkMappingFields(
  mapping: ImportMapping,
  kind: FileFormat['kind'] | undefined,
): Promise<void> {
  const { checkFields } = await import('@async-catalog/import-mapping');
  const errors = checkFields(mapping, kind);
  if (errors.length > 0) {
    throw invalidMapping(errors);
  }
}

/**
 * Finds out how a file is read, and completes the mapping that was asked for.
 * @throws {UnreadableFileError}
 * @throws {ProblemError} `INVALID_MAPPING`
 */
export async function inspectSource(
  { head, askedFormat, ...about }: Source,
  asked: ImportMapping | undefined,
): Promise<Inspection> {
  // Loaded only now: most instances never see a file.
  const { FileError, guessMapping, sniffFile } = await import('@async-catalog/import-mapping');
  const sniffed = await sniffFile(head, { ...about, asked: askedFormat as Partial<FileFormat> }).catch(
    (error: unknown) => {
      if (error instanceof FileError) {
        const { code, detail, line, column } = error;
        throw new UnreadableFileError({ code, detail, line, column });
      }
      throw error;
    },
  );
  const { mapping, guesses, errors } = guessMapping(sniffed, asked);
  if (errors.length > 0) {
    throw invalidMapping(errors);
  }
  const { format, columns, notes } = sniffed;
  const inspection = { format, mapping, guesses, notes, ...(format.kind === 'csv' && { columns }) };
  if (Buffer.byteLength(JSON.stringify(inspection)) > MAX_LAYOUT_BYTES) {
    throw new UnreadableFileError({
      code: 'HEADER_TOO_LARGE',
      detail: `The names of the columns and the mapping take more than ${MAX_LAYOUT_BYTES} bytes. Shorten them.`,
    });
  }
  return inspection;
}
