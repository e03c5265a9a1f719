import type { z } from 'zod';
import { invalidQuery, queryError } from './read-query.ts';

/** Builds a cursor from the list that it belongs to and a position in that list. */
export function buildCursor(list: string, position: unknown): string {
  return Buffer.from(JSON.stringify([list, position])).toString('base64url');
}

/**
 * Reads the position from a cursor.
 * @throws {ProblemError} `INVALID_REQUEST` when the cursor belongs to another list, or isn't a cursor.
 */
export function readCursor<Position extends z.ZodType>(
  list: string,
  cursor: string,
  positionSchema: Position,
): z.output<Position> {
  const content = parseJson(Buffer.from(cursor, 'base64url').toString());
  const [madeFor, position] = Array.isArray(content) ? (content as unknown[]) : [];
  const parsed = positionSchema.safeParse(position);
  if (madeFor !== list || !parsed.success) {
    throw invalidQuery([
      queryError(
        'cursor',
        'INVALID_FORMAT',
        'does not belong to this list; start without one, and send each nextCursor unchanged',
      ),
    ]);
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
