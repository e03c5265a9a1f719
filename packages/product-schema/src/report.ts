import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { SubmissionCounts, SubmissionStatus } from './submission.ts';
import { Timestamp } from './timestamp.ts';

/** One item in a report. */
export const ReportItem = z
  .object({
    index: z.int().nonnegative(),
    productId: ProductId.optional(),
    sku: z.string().optional(),
    outcome: z.enum(['saved', 'superseded', 'failed', 'rejected']),
    /** Item of the same submission that replaces this one. */
    supersededBy: z.int().nonnegative().optional(),
    /** Version of the product after this save; absent if nothing was saved. */
    version: z.int().min(1).optional(),
    category: z.string().optional(),
    currency: z.string().optional(),
    priceInHundredths: z.int().nonnegative().optional(),
  })
  .meta({ id: 'ReportItem' });
export type ReportItem = z.infer<typeof ReportItem>;

/** A reason why an item was not saved, for a person to look at. */
export const ReportIssue = z
  .object({
    index: z.int().nonnegative(),
    sku: z.string().optional(),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    pointer: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'ReportIssue' });
export type ReportIssue = z.infer<typeof ReportIssue>;

/** Total price of saved products, in hundredths of the currency's unit so that sums never pass through floats. */
export const ReportTotal = z
  .object({
    category: z.string().nullable(),
    currency: z.string(),
    products: z.int().nonnegative(),
    priceInHundredths: z.int().nonnegative(),
  })
  .meta({ id: 'ReportTotal' });
export type ReportTotal = z.infer<typeof ReportTotal>;

/** Report of a submission, schema version 1. */
export const Report = z
  .object({
    header: z.object({
      schemaVersion: z.literal(1),
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
