import { ProblemError } from './problem-error.ts';

const MAX_KEY_LENGTH = 255;

/** https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3 */
const QUOTED = /^"((?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\["\\])*)"$/;
const PRINTABLE = /^[\x20-\x7E]*$/;

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
  const sent = header.trim();
  const key = sent.startsWith('"') ? QUOTED.exec(sent)?.[1]?.replaceAll(/\\(.)/g, '$1') : sent;
  if (key === undefined || key === '' || key.length > MAX_KEY_LENGTH || !PRINTABLE.test(key)) {
    throw new ProblemError(
      'INVALID_REQUEST',
      `Idempotency-Key takes 1 to ${MAX_KEY_LENGTH} printable characters.`,
    );
  }
  return key;
}
