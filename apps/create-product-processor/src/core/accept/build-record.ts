import { type SubmissionRecord, submissionTimes } from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';

/** Builds the record of a new submission, with nothing settled but the items that others replace. */
export function buildRecord(
  { submissionId: id, caller, requestId, traceparent, retryOf, chunk }: IntakeCommand,
  { submitted, operations, rejected, replaced }: CheckedItems,
  now: Date,
): SubmissionRecord {
  return {
    id,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    total: operations.size + replaced.length + rejected.length,
    rejected: rejected.length,
    // DynamoDB has no empty set.
    ...(rejected.length > 0 && { rejectedIndexes: new Set(rejected.map(({ index }) => index)) }),
    ...submissionTimes(chunk === undefined ? now : new Date(chunk.acceptedAt)),
    ...(chunk !== undefined && {
      deadlineAt: chunk.deadlineAt,
      importId: chunk.importId,
      chunk: chunk.number,
    }),
    ...(retryOf !== undefined && {
      retryOf: {
        submissionId: retryOf,
        indexes: new Set(submitted.flatMap(({ retry }) => retry?.index ?? [])),
      },
    }),
    // The intake settles the items that it doesn't queue.
    ...(replaced.length > 0 && { superseded: new Set(replaced.map(({ index }) => index)) }),
    settlements: replaced.length > 0 ? 1 : 0,
  };
}
