import { FileError } from '@async-catalog/import-mapping';
import { SourceError } from './errors.ts';

/** Reason why a file can't be read on, whenever it is tried. */
export type FileFault =
  | FileError
  | (SourceError & { readonly line?: undefined; readonly column?: undefined });

export function isFileFault(cause: unknown): cause is FileFault {
  return cause instanceof FileError || cause instanceof SourceError;
}
