import { z } from 'zod';
import { SubmissionId } from './ids.ts';
import { MAX_BATCH_ITEMS } from './limits.ts';
import { QueuedProduct } from './product.ts';
import { Timestamp } from './timestamp.ts';

/**
 * The body of a message on `product-queue`, version 1: one item of a submission. Readers ignore fields they don't know; a change that
 * an old reader can't live with is another version.
 */
export const QueueMessage = z.object({
  version: z.literal(1),
  submissionId: SubmissionId,
  /** The item's place in the request, from 0. */
  index: z
    .int()
    .min(0)
    .max(MAX_BATCH_ITEMS - 1),
  /** Items in the request, the rejected ones counted. */
  total: z.int().min(1).max(MAX_BATCH_ITEMS),
  caller: z.string(),
  acceptedAt: Timestamp,
  requestId: z.string(),
  /** W3C Trace Context of the request: https://www.w3.org/TR/trace-context/#traceparent-header */
  traceparent: z.string().optional(),
  product: QueuedProduct,
});
export type QueueMessage = z.infer<typeof QueueMessage>;
