import { z } from 'zod';
import { MAX_CURRENCY_DIGITS } from './currencies.ts';
import { ProductId, SubmissionId } from './ids.ts';
import { SubmissionCounts, SubmissionStatus } from './submission.ts';
import { Timestamp } from './timestamp.ts';

const Digits = z
  .int()
  .min(0)
  .max(MAX_CURRENCY_DIGITS)
  .describe(
    'Decimals of `priceInMinorUnits`: those of the currency, or more where a price of an earlier rule has more.',
  );

// Clients in Java and Go would hold an integer without a format in 32 bits.
const MinorUnits = z.int().nonnegative().meta({ format: 'int64' });

const ReportLine = z.int().min(1).optional().describe('Line of an NDJSON body, from 1.');

/** One item in a report. */
export const ReportItem = z
  .object({
    index: z.int().nonnegative(),
    line: ReportLine,
    productId: ProductId.optional(),
    sku: z.string().optional(),
    outcome: z.enum(['saved', 'superseded', 'failed', 'rejected']),
    /** Item of the same submission that replaces this one. */
    supersededBy: z.int().nonnegative().optional(),
    /** Version of the product after this save; absent if nothing was saved. */
    version: z.int().min(1).optional(),
    category: z.string().optional(),
    currency: z.string().optional(),
    digits: Digits.optional(),
    priceInMinorUnits: MinorUnits.optional(),
  })
  .meta({ id: 'ReportItem' });
export type ReportItem = z.infer<typeof ReportItem>;

/** A reason why an item was not saved, for a person to look at. */
export const ReportIssue = z
  .object({
    index: z.int().nonnegative(),
    line: ReportLine,
    sku: z.string().optional(),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    pointer: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'ReportIssue' });
export type ReportIssue = z.infer<typeof ReportIssue>;

/**
 * Total price of saved products, in minor units of the currency so that sums never pass through floats: at most 10^15, below the 2^53 up to
 * which JSON's readers are exact. Categories are compared in Unicode's form NFC, and named as the first item has it.
 */
export const ReportTotal = z
  .object({
    category: z.string().nullable(),
    currency: z.string(),
    products: z.int().nonnegative(),
    digits: Digits,
    priceInMinorUnits: MinorUnits,
  })
  .meta({ id: 'ReportTotal' });
export type ReportTotal = z.infer<typeof ReportTotal>;

/** Report of a submission, schema version 2. */
export const Report = z
  .object({
    header: z.object({
      schemaVersion: z.literal(2),
      submissionId: SubmissionId,
      caller: z.string(),
      createdAt: Timestamp,
      completedAt: Timestamp,
    }),
    summary: z.object({
      status: SubmissionStatus,
      counts: SubmissionCounts,
      durationMs: z.int().nonnegative(),
      totals: z.array(ReportTotal),
    }),
    issues: z.array(ReportIssue),
    items: z.array(ReportItem),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;
