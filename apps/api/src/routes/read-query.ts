import { ProblemError } from '@async-catalog/http-contract';
import type { Context } from 'hono';
import { z } from 'zod';

/**
 * Parses the query by a schema.
 * @throws {ProblemError} `INVALID_REQUEST` naming every parameter that is wrong.
 */
export function readQuery<Query extends z.ZodType>(c: Context, query: Query): z.output<Query> {
  const parsed = query.safeParse(c.req.query());
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    );
    throw new ProblemError('INVALID_REQUEST', `Invalid query: ${wrong.join('; ')}.`);
  }
  return parsed.data;
}

/** Query of a paged list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(200).optional(),
});
