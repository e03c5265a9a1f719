import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import type { z } from 'zod';
import { REQUEST_ID } from './headers.ts';

/** Describes a JSON response, with an example. */
export function success<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
  headers: Readonly<Record<string, { description: string; schema: { type: 'string' } }>> = {},
) {
  return {
    description,
    headers: { ...REQUEST_ID, ...headers },
    content: { [JSON_MEDIA_TYPE]: { schema, example } },
  };
}
