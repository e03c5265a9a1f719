import type { FileFormat } from '@async-catalog/product-schema';
import { FileError } from '../file-error.ts';

/** Encodes a head as UTF-8. @throws {FileError} If it isn't text. */
export function toText(bytes: Uint8Array, encoding: FileFormat['encoding']): Uint8Array {
  const text =
    encoding === 'utf-8'
      ? bytes
      : new TextEncoder().encode(
          new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes, { stream: true }),
        );
  // No text has a NUL, and nearly every other format does within its first kilobytes.
  if (text.includes(0)) {
    throw new FileError(
      'NOT_TEXT',
      'The file is not text; send a CSV or NDJSON file in UTF-8, or in UTF-16 with a byte order mark',
    );
  }
  return text;
}
