import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { Op } from './operation.ts';
import { Outcome } from './outcome.ts';
import { Timestamp } from './timestamp.ts';

/** Effect of a save on a product. An `unchanged` product has a new version all the same. */
export const ProductChange = z.enum(['created', 'updated', 'unchanged', 'deleted']);
export type ProductChange = z.infer<typeof ProductChange>;

/** Effect of one delivery on one item, with the values that the report's totals need. */
export const ItemResult = z.object({
  index: z.int().nonnegative(),
  /** Line of an NDJSON body or an imported file, from 1. */
  line: z.int().min(1).optional(),
  productId: ProductId.optional(),
  sku: z.string().optional(),
  op: Op.optional(),
  outcome: Outcome,
  /** Effect of the save; absent where the product's former state isn't known, because it was saved by an earlier delivery. */
  change: ProductChange.optional(),
  changedFields: z.array(z.string()).optional(),
  /** Fields that the product had before, and has no more; of attributes, `attributes/KEY`. */
  removedFields: z.array(z.string()).optional(),
  /** Price, and its currency, that a changed price replaces. */
  priceBefore: z.number().nonnegative().optional(),
  currencyBefore: z.string().optional(),
  /** Time at which the newer operation was accepted that was there first; absent where the item was never queued. */
  supersededAt: Timestamp.optional(),
  /** Item of the newer operation, if it is the caller's own. */
  supersededBy: z.int().nonnegative().optional(),
  /** Submission of that item, where it is another one. */
  supersededBySubmission: SubmissionId.optional(),
  version: z.int().min(1).optional(),
  category: z.string().optional(),
  currency: z.string().optional(),
  price: z.number().nonnegative().optional(),
  /** Price in hundredths, as earlier workers wrote it instead. */
  priceInHundredths: z.int().nonnegative().optional(),
  error: z.object({ code: z.string(), pointer: z.string(), detail: z.string() }).optional(),
  /** The submitted product; kept for failed items only, so that they can be submitted again. */
  product: z.unknown().optional(),
});
export type ItemResult = z.infer<typeof ItemResult>;

/**
 * One invocation's share of a submission's results, stored until the last one builds the report from all parts. The
 * intake's share are the items that others replace.
 */
export const ReportPart = z.object({ items: z.array(ItemResult) });
export type ReportPart = z.infer<typeof ReportPart>;
