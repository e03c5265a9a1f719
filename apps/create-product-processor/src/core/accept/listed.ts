import type { SubmissionRecord } from '@async-catalog/product-schema';
import type { IntakeDeps } from '../ports.ts';

/** Puts a submission into its caller's list; a chunk is a part of its import, which is in a list itself. */
export async function listed(
  { lists }: Pick<IntakeDeps, 'lists'>,
  record: SubmissionRecord,
  signal: AbortSignal,
): Promise<void> {
  if (record.importId === undefined) {
    await lists.add(record, signal);
  }
}
