/** Digits of an index inside a revision: enough for the largest submission, and fixed so that text order is number order. */
const INDEX_DIGITS = 6;

/**
 * The order of saves, as one string that DynamoDB compares byte by byte: of two items with one id, the greater revision is
 * the newer. `acceptedAt` (RFC 3339, UTC, milliseconds) is of fixed width, and so is a UUID.
 */
export function revisionOf(item: { acceptedAt: string; submissionId: string; index: number }): string {
  return `${item.acceptedAt}#${item.submissionId}#${String(item.index).padStart(INDEX_DIGITS, '0')}`;
}
