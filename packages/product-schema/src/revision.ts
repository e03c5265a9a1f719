import type { SubmissionId } from './ids.ts';

/** Digits of an index in a revision: enough for the largest submission, and fixed so that text order is number order. */
const INDEX_DIGITS = 6;

/**
 * Builds the revision of an item: of two items with one product id, the one with the greater revision is newer. DynamoDB compares it byte
 * by byte, so all its parts have a fixed width.
 */
export function revisionOf(item: { acceptedAt: string; submissionId: string; index: number }): string {
  return `${item.acceptedAt}#${item.submissionId}#${String(item.index).padStart(INDEX_DIGITS, '0')}`;
}

/** Reads the parts of a revision. */
export function parseRevision(revision: string): {
  acceptedAt: string;
  submissionId: SubmissionId;
  index: number;
} {
  const [acceptedAt = '', submissionId = '', index = ''] = revision.split('#');
  return { acceptedAt, submissionId: submissionId as SubmissionId, index: Number(index) };
}
