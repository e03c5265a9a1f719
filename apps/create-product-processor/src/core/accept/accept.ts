import type { Usage } from '@async-catalog/caller-limits';
import { dependencyUnavailable, nothingTaken, type ProblemError } from '@async-catalog/http-contract';
import type { QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import { mayHaveSent, SendError } from '../errors.ts';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';
import { buildMessages } from './build-messages.ts';
import { buildRecord } from './build-record.ts';
import { countProducts } from './count-products.ts';
import { keepUnsent } from './keep-unsent.ts';
import { listed } from './listed.ts';
import { noteRetry } from './note-retry.ts';
import { settleUnsent } from './settle-unsent.ts';

/**
 * Accepts the items as a new submission each time it is called. What isn't sent is kept first: if that fails, there is
 * no submission. The record and its entry in the caller's list come before the messages: a crash in between leaves a
 * submission without products, not products without a submission, nor with one that no list has.
 * @throws {ProblemError} `DEPENDENCY_UNAVAILABLE`, which names the submission if some of it may be taken.
 */
export async function accept(
  deps: IntakeDeps,
  command: IntakeCommand,
  items: CheckedItems,
): Promise<{ readonly replayed: false; readonly usage: Usage | undefined }> {
  const { signal } = command.invocation;
  deps.telemetry.addContext({ submissionId: command.submissionId });
  const { usage, giveBack } = await countProducts(deps, command, items);
  const ours = buildRecord(command, items, deps.now());
  const record = await store(deps, ours, items, signal).catch(async (error: unknown) => {
    await giveBack();
    throw error;
  });
  if (record.createdAt !== ours.createdAt) {
    // The first one has counted them.
    await giveBack();
  }
  const messages = buildMessages(record, items, command);
  try {
    await deps.queue.send(messages, signal);
  } catch (error) {
    if (!mayHaveSent(error)) {
      await giveBack();
    }
    throw error instanceof SendError ? await giveUp(deps, command, messages, error) : error;
  }
  return { replayed: false, usage };
}

/** Resolves to the stored record: an earlier one exists if the API's call to this function was repeated. */
async function store(
  deps: IntakeDeps,
  ours: SubmissionRecord,
  items: CheckedItems,
  signal: AbortSignal,
): Promise<SubmissionRecord> {
  await keepUnsent(deps, ours, items, signal);
  const [record] = await Promise.all([deps.submissions.create(ours, signal), listed(deps, ours, signal)]);
  if (record.createdAt !== ours.createdAt) {
    await listed(deps, record, signal);
  }
  await noteRetry(deps, record, signal);
  return record;
}

async function giveUp(
  deps: IntakeDeps,
  command: IntakeCommand,
  messages: readonly QueueMessage[],
  error: SendError,
): Promise<ProblemError> {
  const taken = `The queue is unavailable, and ${error.sent.length} of ${messages.length} products are known to be taken.`;
  const rest = await settleUnsent(deps, command, messages, error.sent).then(
    () => 'Its submission has the others as failed: retry it, rather than send everything again.',
    (cause: unknown) => {
      deps.telemetry.settleFailed(cause);
      return 'Its submission shows which were saved.';
    },
  );
  // Settled all the same, or it would be shown as overdue one day.
  return error.nothingSent
    ? nothingTaken(error)
    : dependencyUnavailable(`${taken} ${rest}`, error, command.submissionId);
}
