import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { SubmissionLinks } from './links.ts';
import { Op } from './operation.ts';
import { RejectedItem } from './rejected-item.ts';
import { Warning } from './warning.ts';

/** An item that was queued durably. `index` counts from 0 in the request. */
export const AcceptedItem = z
  .object({ index: z.int().nonnegative(), productId: ProductId, sku: z.string().optional(), op: Op })
  .meta({ id: 'AcceptedItem' });
export type AcceptedItem = z.infer<typeof AcceptedItem>;

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
