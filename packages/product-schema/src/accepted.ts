import { z } from 'zod';
import { FieldError } from './field-error.ts';
import { ProductId, SubmissionId } from './ids.ts';
import { SubmissionLinks } from './links.ts';

/** An item that was queued durably. `index` counts from 0 in the request. */
export const AcceptedItem = z
  .object({ index: z.int().nonnegative(), productId: ProductId, sku: z.string().optional() })
  .meta({ id: 'AcceptedItem' });
export type AcceptedItem = z.infer<typeof AcceptedItem>;

/** An item that failed validation; nothing of it was queued. `line` counts from 1, in an NDJSON body. */
export const RejectedItem = z
  .object({
    index: z.int().nonnegative(),
    line: z.int().min(1).optional(),
    sku: z.string().optional(),
    errors: z.array(FieldError).min(1),
  })
  .meta({ id: 'RejectedItem' });
export type RejectedItem = z.infer<typeof RejectedItem>;

/** Body of a 202: the items that were accepted and those that were rejected. */
export const Accepted = z
  .object({
    submissionId: SubmissionId,
    status: z.literal('queued'),
    total: z.int().min(1),
    items: z.array(AcceptedItem),
    rejected: z.array(RejectedItem),
    links: SubmissionLinks,
  })
  .meta({ id: 'Accepted' });
export type Accepted = z.infer<typeof Accepted>;
