import { dependencyUnavailable, type ProblemError } from '@async-catalog/http-contract';
import {
  type QueueMessage,
  type SubmissionId,
  type SubmissionRecord,
  submissionTimes,
} from '@async-catalog/product-schema';
import { SendError } from '../errors.ts';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';

/**
 * Accepts the items as a new submission each time it is called. The record comes before the messages: a crash
 * in between leaves a submission without products, not products without a submission.
 */
export async function accept(
  deps: IntakeDeps,
  command: IntakeCommand,
  items: CheckedItems,
): Promise<SubmissionId> {
  const record = buildRecord(deps.newSubmissionId(), command, items, deps.now());
  deps.telemetry.addContext({ submissionId: record.id });
  await deps.submissions.create(record, command.invocation.signal);
  try {
    await deliver(deps, record, items, command);
  } catch (error) {
    throw error instanceof SendError ? toProblem(error, items) : error;
  }
  return record.id;
}

/** Builds the record of a new submission, with no item settled yet. */
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
    settlements: 0,
  };
}

/**
 * Keeps the rejected items, then sends the products: in this order, because the worker may write the report
 * at once. Can be repeated.
 * @throws {SendError} when not every product is known to be in the queue.
 * @throws {UnavailableError} before anything is sent.
 */
export async function deliver(
  { queue, rejectedItems }: IntakeDeps,
  record: SubmissionRecord,
  items: CheckedItems,
  command: IntakeCommand,
): Promise<void> {
  const { signal } = command.invocation;
  if (items.rejected.length > 0) {
    await rejectedItems.put(record.id, items.rejected, signal);
  }
  await queue.send(buildMessages(record, items, command), signal);
}

export function toProblem(error: SendError, { products }: CheckedItems): ProblemError {
  return dependencyUnavailable(
    `The queue is unavailable, and ${error.sent.length} of ${products.size} products are known to be taken. ` +
      'With an idempotency key, sending it again takes nothing twice.',
    error,
  );
}

/**
 * Builds the worker's messages. `acceptedAt` is the record's time, so that a message sent again is the same
 * save as the first.
 */
function buildMessages(
  { id, total, caller, createdAt }: SubmissionRecord,
  { products }: CheckedItems,
  { requestId, traceparent }: IntakeCommand,
): QueueMessage[] {
  return Array.from(products, ([index, product]) => ({
    version: 1,
    submissionId: id,
    index,
    total,
    caller,
    acceptedAt: createdAt,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    product,
  }));
}
