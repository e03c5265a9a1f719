import type { z } from 'zod';
import { ProblemError } from './core/problem-error.ts';

/** What zod refused in a query, told by parameter. */
export function invalidRequest(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (!result.success) {
    const detail = result.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
      .join('; ');
    throw new ProblemError('INVALID_REQUEST', `In the query: ${detail}.`);
  }
}
