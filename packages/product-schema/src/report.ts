import { z } from 'zod';
import { MAX_CURRENCY_DIGITS } from './currencies.ts';
import { ProductId, SubmissionId } from './ids.ts';
import { Op } from './operation.ts';
import { Outcome } from './outcome.ts';
import { ProductChange } from './report-part.ts';
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

const ReportLine = z.int().min(1).optional().describe('Line of an NDJSON body or an imported file, from 1.');

/** One item in a report. */
export const ReportItem = z
  .object({
    index: z.int().nonnegative(),
    line: ReportLine,
    productId: ProductId.optional(),
    sku: z.string().optional(),
    op: Op.optional(),
    outcome: z.enum([...Outcome.options, 'rejected']),
    change: ProductChange.optional().describe(
      'Effect of the save; absent where an earlier delivery saved the item, and what the product was before is not known any more.',
    ),
    changedFields: z.array(z.string()).optional(),
    priceBefore: z
      .object({
        currency: z.string(),
        digits: Digits,
        priceInMinorUnits: z.int().nonnegative().meta({ format: 'int64' }),
      })
      .optional()
      .describe('Price that a changed price, or currency, replaces.'),
    supersededBy: z
      .int()
      .nonnegative()
      .optional()
      .describe('Item that replaces this one, if it is of the same caller.'),
    supersededBySubmission: SubmissionId.optional().describe(
      'Submission of the item that replaces this one, where it is another one.',
    ),
    supersededAt: Timestamp.optional().describe(
      'Time at which the newer operation was accepted; absent where an item of the same submission replaces this one at once.',
    ),
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

/** Sum by which the prices of updated products changed, of those that kept their currency. */
export const ReportPriceChange = z
  .object({
    currency: z.string(),
    products: z.int().min(1),
    digits: Digits,
    differenceInMinorUnits: z.int().meta({ format: 'int64' }),
  })
  .meta({ id: 'ReportPriceChange' });
export type ReportPriceChange = z.infer<typeof ReportPriceChange>;

const ChangeCount = z.int().nonnegative();

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
      changes: z
        .object({ created: ChangeCount, updated: ChangeCount, unchanged: ChangeCount, deleted: ChangeCount })
        .describe('Saved items by their effect, where it is known.'),
      totals: z.array(ReportTotal),
      priceChanges: z.array(ReportPriceChange),
    }),
    issues: z.array(ReportIssue),
    items: z.array(ReportItem),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;
