import type { Context } from 'hono';
import { z } from 'zod';
import { ProblemError } from '../core/problem-error.ts';

/** @throws {ProblemError} `INVALID_REQUEST`, telling what is wrong by parameter */
export function readQuery<Query extends z.ZodType>(c: Context, query: Query): z.output<Query> {
  const parsed = query.safeParse(c.req.query());
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    );
    throw new ProblemError('INVALID_REQUEST', `In the query: ${wrong.join('; ')}.`);
  }
  return parsed.data;
}

/** Which page of a list, and how long. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(200).optional(),
});
