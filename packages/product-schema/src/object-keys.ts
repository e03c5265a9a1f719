import type { SubmissionRecord } from './submission-record.ts';

/** Object key of a submission's report, in one of the formats of `@async-catalog/report-builder`. */
export function reportKey(submissionId: string, format: string): string {
  return `reports/${submissionId}/report.${format}`;
}

/** Prefix of the object keys of a submission's parts. */
export function reportPartsPrefix(submissionId: string): string {
  return `reports/${submissionId}/parts/`;
}

/** By how much clocks may differ, and much less than the time for which a submission is kept. */
const CLOCK_MARGIN_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Builds the object key after which a submission's parts come: their names begin with their time. Parts before it are of an expired
 * submission with the same idempotency key, and so the same id.
 */
export function reportPartsStart({ id, createdAt }: SubmissionRecord): string {
  return `${reportPartsPrefix(id)}${new Date(Date.parse(createdAt) - CLOCK_MARGIN_MS).toISOString()}`;
}

/** Object key of a submission's rejected items. */
export function rejectedItemsKey(submissionId: string): string {
  return `submissions/${submissionId}/rejected.json`;
}
