import type { SubmissionRecord } from '@async-catalog/product-schema';
import type { IntakeDeps } from '../ports.ts';

/**
 * Notes a retry where it comes from, before anything of it is sent: its timeline must not miss one that saves. Can be
 * repeated.
 * @throws {UnavailableError}
 */
export async function noteRetry(
  { submissions }: IntakeDeps,
  record: SubmissionRecord,
  signal: AbortSignal,
): Promise<void> {
  if (record.retryOf !== undefined) {
    await submissions.noteRetry(record.retryOf.submissionId, record, signal);
  }
}
