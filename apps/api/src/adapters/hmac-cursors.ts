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
    open(query, cursor, positionSchema) {
      const position = Buffer.from(cursor, 'base64url').subarray(CODE_BYTES).toString();
      // Compared as text: base64 has several texts for the same bytes.
      const made = Buffer.from(seal(query, position));
      const sent = Buffer.from(cursor);
      const genuine = made.length === sent.length && timingSafeEqual(made, sent);
      // Looked at even though it is sealed: who knows the secret still gets no further than to places that the list has.
      const parsed = positionSchema.safeParse(position);
      if (!genuine || !parsed.success) {
        throw new ProblemError(
          'INVALID_REQUEST',
          'The cursor was not made for this list; start without one, and send each nextCursor as it came.',
        );
      }
      return parsed.data;
    },
  };
}
