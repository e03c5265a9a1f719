import type { z } from 'zod';
import { REQUEST_ID } from './headers.ts';

/** An answer in JSON, with an example. */
export function success<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
  headers: Readonly<Record<string, { description: string; schema: { type: 'string' } }>> = {},
) {
  return {
    description,
    headers: { ...REQUEST_ID, ...headers },
    content: { 'application/json': { schema, example } },
  };
}
