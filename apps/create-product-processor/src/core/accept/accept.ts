import { type SubmissionId, type SubmissionRecord, submissionTimes } from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeTelemetry, SubmissionStore } from '../ports.ts';
import { deliver, type DeliverDeps } from './deliver.ts';

export interface AcceptDeps extends DeliverDeps {
  readonly submissions: SubmissionStore;
  readonly telemetry: Pick<IntakeTelemetry, 'addContext'>;
  readonly now: () => Date;
  readonly newSubmissionId: () => SubmissionId;
}

/** `replayed`: an earlier command had queued all of the submission. */
export interface Acceptance {
  readonly id: SubmissionId;
  readonly replayed: boolean;
}

/**
 * Accepts the items as a new submission each time it is called. The record comes before the messages: a crash
 * in between leaves a submission without products, not products without a submission.
 */
export async function accept(
  deps: AcceptDeps,
  command: IntakeCommand,
  items: CheckedItems,
): Promise<Acceptance> {
  const record = buildRecord(deps.newSubmissionId(), command, items, deps.now());
  deps.telemetry.addContext({ submissionId: record.id });
  await deps.submissions.create(record, command.invocation.signal);
  await deliver(deps, record, items, command);
  return { id: record.id, replayed: false };
}

/** Builds the record of a submission none of whose items is settled. */
export function buildRecord(
  id: SubmissionId,
  { caller, requestId, traceparent }: IntakeCommand,
  { products, rejected }: CheckedItems,
  now: Date,
): SubmissionRecord {
  return {
    id,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    total: products.size + rejected.length,
    rejected: rejected.length,
    // DynamoDB has no empty set.
    ...(rejected.length > 0 && { rejectedIndexes: new Set(rejected.map(({ index }) => index)) }),
    ...submissionTimes(now),
    failures: {},
    settlements: 0,
  };
}
