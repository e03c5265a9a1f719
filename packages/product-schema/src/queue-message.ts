import { z } from 'zod';
import { ImportId, ProductId, SubmissionId } from './ids.ts';
import { MAX_BATCH_ITEMS } from './limits.ts';
import { QueuedChanges } from './product-changes.ts';
import { QueuedProduct } from './product.ts';
import { Timestamp } from './timestamp.ts';

const MAX_CALLER_LENGTH = 16_384;
const MAX_ID_LENGTH = 200;

/** Parts of every message on `product-queue`: one item of a submission. */
const Envelope = z.object({
  submissionId: SubmissionId,
  /** Place of the item in the request, from 0. */
  index: z
    .int()
    .min(0)
    .max(MAX_BATCH_ITEMS - 1),
  /** Line of the item in an NDJSON body or an imported file, from 1. */
  line: z.int().min(1).optional(),
  /** Import whose chunk the submission is. */
  importId: ImportId.optional(),
  /** Items in the request, including rejected ones. */
  total: z.int().min(1).max(MAX_BATCH_ITEMS),
  // Longer ones than any header holds could fill the submission's record, which then could never be settled.
  caller: z.string().max(MAX_CALLER_LENGTH),
  acceptedAt: Timestamp,
  requestId: z.string().max(MAX_ID_LENGTH),
  /** W3C Trace Context of the request: https://www.w3.org/TR/trace-context/#traceparent-header */
  traceparent: z.string().max(MAX_ID_LENGTH).optional(),
});

/** Id of a retried item's product, which keeps the id of the first try; otherwise it follows from the SKU or the place. */
const retriedProductId = ProductId.optional();

/** Version 1: replaces a product, whatever its version. */
export const PutMessage = Envelope.extend({
  version: z.literal(1),
  productId: retriedProductId,
  product: QueuedProduct,
});

export type PutMessage = z.infer<typeof PutMessage>;

const Versioned = Envelope.extend({ version: z.literal(2), ifVersion: z.int().min(1).optional() });
const Named = Versioned.extend({ productId: ProductId, sku: z.string().optional() });

/**
 * Body of a message. Version 2 has the operations that a reader of version 1 doesn't know. Readers ignore unknown fields; a change that
 * would break an old reader needs a new version.
 */
export const QueueMessage = z.discriminatedUnion('version', [
  PutMessage,
  z.discriminatedUnion('op', [
    Versioned.extend({ op: z.literal('put'), productId: retriedProductId, product: QueuedProduct }),
    Named.extend({ op: z.literal('patch'), changes: QueuedChanges }),
    Versioned.extend({
      op: z.literal('merge'),
      productId: retriedProductId,
      sku: z.string().optional(),
      changes: QueuedChanges,
    }),
    Named.extend({ op: z.literal('delete') }),
  ]),
]);
export type QueueMessage = z.infer<typeof QueueMessage>;
