import { ProblemError } from './problem-error.ts';

/** Headers that a request has once; others, such as `Prefer`, may be repeated. */
const SINGLE_HEADERS = ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id'];

/** Matches a string in quotes. One that is never closed goes to the end. */
const QUOTED = /"(?:[^"\\]|\\.?)*"?/g;

/**
 * Refuses a request that repeats a header which only one value can count of. Repeated headers arrive joined by
 * commas (https://www.rfc-editor.org/rfc/rfc9110#section-5.3), so a comma outside quotes is refused too.
 * @param valueOf reads a header by its name in lower case, its values joined by commas
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function refuseRepeatedHeaders(valueOf: (name: string) => string | undefined): void {
  for (const name of SINGLE_HEADERS) {
    if (valueOf(name.toLowerCase())?.replaceAll(QUOTED, '').includes(',') === true) {
      throw new ProblemError(
        'INVALID_REQUEST',
        `${name} was sent more than once, or has a comma outside quotes. Send one value.`,
      );
    }
  }
}
