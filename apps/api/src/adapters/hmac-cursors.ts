import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cursors } from '../core/ports.ts';
import { ProblemError } from '../core/problem-error.ts';

/** Bytes of the code that stands before the position: 128 bits. */
const CODE_BYTES = 16;

/**
 * A cursor is its position with a code over query and position. The key is made of `secret`, which is the same wherever the service
 * runs, so that the instance that opens a cursor needn't be the one that made it.
 */
export function createHmacCursors(secret: string): Cursors {
  function seal(query: string, position: string): string {
    const code = createHmac('sha256', secret)
      .update(JSON.stringify([query, position]))
      .digest();
    return Buffer.concat([code.subarray(0, CODE_BYTES), Buffer.from(position)]).toString('base64url');
  }

  return {
    seal,
    open(query, cursor) {
      const position = Buffer.from(cursor, 'base64url').subarray(CODE_BYTES).toString();
      // Compared as text: base64 has several texts for the same bytes.
      const made = Buffer.from(seal(query, position));
      const sent = Buffer.from(cursor);
      if (made.length !== sent.length || !timingSafeEqual(made, sent)) {
        throw new ProblemError(
          'INVALID_REQUEST',
          'The cursor was not made for this list; start without one, and send each nextCursor as it came.',
        );
      }
      return position;
    },
  };
}
