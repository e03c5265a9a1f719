import { z } from 'zod';
import { FieldError } from './field-error.ts';
import { ProductId, SubmissionId } from './ids.ts';
import { SubmissionLinks } from './links.ts';
import { Op } from './operation.ts';

/** An item that was queued durably. `index` counts from 0 in the request. */
export const AcceptedItem = z
  .object({ index: z.int().nonnegative(), productId: ProductId, sku: z.string().optional(), op: Op })
  .meta({ id: 'AcceptedItem' });
export type AcceptedItem = z.infer<typeof AcceptedItem>;

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

/** Codes of warnings. Codes never change; new ones may be added. */
export const WarningCode = z.enum(['DUPLICATE_SKU', 'PRICE_ZERO']).meta({
  description:
    '`DUPLICATE_SKU`: a later item replaces this one, which is neither in `items` nor in `rejected`. `PRICE_ZERO`: the item sets the price to 0.',
});

/** Something that a consumer may not expect of an item that is valid. `pointer` starts at the product. */
export const Warning = z
  .object({
    index: z.int().nonnegative(),
    line: z.int().min(1).optional(),
    code: WarningCode,
    pointer: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof Warning>;

/**
 * Body of a 202: the items that were queued, and those that were rejected. An item that a later one of the same
 * submission replaces is in neither; a warning says which one replaces it.
 */
export const Accepted = z
  .object({
    submissionId: SubmissionId,
    status: z.literal('queued'),
    total: z.int().min(1),
    items: z.array(AcceptedItem),
    rejected: z.array(RejectedItem),
    warnings: z.array(Warning),
    links: SubmissionLinks,
  })
  .meta({ id: 'Accepted' });
export type Accepted = z.infer<typeof Accepted>;
