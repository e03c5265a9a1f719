import { ProblemError } from './problem-error.ts';

/**
 * Refuses a query that isn't percent-encoded UTF-8. URL parsers put replacement characters in its place, or leave it
 * as it is: a change would be of another product.
 * @param query as it was sent, without the question mark
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function refuseUndecodableQuery(query: string): void {
  try {
    decodeURIComponent(query);
  } catch (error) {
    throw new ProblemError(
      'INVALID_REQUEST',
      "The query can't be decoded: each % starts two hexadecimal digits, a byte of UTF-8.",
      { cause: error },
    );
  }
}
