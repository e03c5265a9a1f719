import { ProblemError } from './problem-error.ts';

/** Coding of a body. */
export type ContentEncoding = 'identity' | 'gzip';

const ENCODINGS: ReadonlyMap<string, ContentEncoding> = new Map([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', 'gzip'],
  // The same by https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.3
  ['x-gzip', 'gzip'],
]);

/**
 * Reads `Content-Encoding`.
 * @throws {ProblemError} `UNSUPPORTED_MEDIA_TYPE`, with the codings that are taken
 */
export function readContentEncoding(header: string | undefined): ContentEncoding {
  const encoding = ENCODINGS.get(header?.trim().toLowerCase() ?? '');
  if (encoding === undefined) {
    throw new ProblemError(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send the body as it is, or compressed with gzip. Content-Encoding names something else.',
      // The header says that the coding is wrong, not the type: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
      { headers: { 'accept-encoding': 'gzip, identity' } },
    );
  }
  return encoding;
}
