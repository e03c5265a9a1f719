import { z } from 'zod';
import { FieldError } from './field-error.ts';
import { Op } from './operation.ts';

/** An item that failed validation; nothing of it was queued. `line` counts from 1, in an NDJSON body. */
export const RejectedItem = z
  .object({
    index: z.int().nonnegative(),
    line: z.int().min(1).optional(),
    sku: z.string().optional(),
    op: Op.optional().describe('Absent where it could not be read.'),
    errors: z.array(FieldError).min(1),
  })
  .meta({ id: 'RejectedItem' });
export type RejectedItem = z.infer<typeof RejectedItem>;
