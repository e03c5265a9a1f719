import { ProblemError } from './problem-error.ts';

/**
 * An `Idempotency-Key` header of 1 to 255 characters: bare, without commas, or as a string of
 * https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3.
 */
export const IDEMPOTENCY_KEY = /^(?:([!#-+\--~][ -+\--~]{0,254})|"((?:[ !#-[\]-~]|\\["\\]){1,255})")$/;

/**
 * Reads an `Idempotency-Key` header, 1 to 255 printable characters: a string in quotes, as
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07#section-2.1 has it, or
 * bare, as many send it.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) {
    return undefined;
  }
  const [, bare, quoted] = IDEMPOTENCY_KEY.exec(header.trim()) ?? [];
  const key = bare ?? quoted?.replaceAll(/\\(.)/g, '$1');
  if (key === undefined) {
    throw new ProblemError('INVALID_REQUEST', 'Idempotency-Key takes 1 to 255 printable characters.');
  }
  return key;
}
