/** Digits of an index in a revision: enough for the largest submission, and fixed so that text order is number order. */
const INDEX_DIGITS = 6;

/**
 * Builds the revision of an item: of two items with one product id, the one with the greater revision is newer. DynamoDB compares it byte
 * by byte, so all its parts have a fixed width.
 */
export function revisionOf(item: { acceptedAt: string; submissionId: string; index: number }): string {
  return `${item.acceptedAt}#${item.submissionId}#${String(item.index).padStart(INDEX_DIGITS, '0')}`;
}
