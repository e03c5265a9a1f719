import type { Usage } from '@async-catalog/caller-limits';
import { dependencyUnavailable, nothingTaken, type ProblemError } from '@async-catalog/http-contract';
import type { SubmissionId, SubmissionRecord } from '@async-catalog/product-schema';
import { mayHaveSent, SendError, UnavailableError } from '../errors.ts';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { ClaimingRecord, IntakeDeps } from '../ports.ts';
import { buildMessages } from './build-messages.ts';
import { buildRecord } from './build-record.ts';
import { claimSubmission } from './claim-submission.ts';
import { countProducts, NOTHING_COUNTED } from './count-products.ts';
import { keepUnsent } from './keep-unsent.ts';
import { listed } from './listed.ts';
import { noteRetry } from './note-retry.ts';
import { toPayload } from './to-payload.ts';

/**
 * Accepts the items once, however many commands have the same key. A repeat finishes what an earlier attempt
 * left unfinished, from where it stopped; what that may have sent is sent again as the very same save.
 */
export async function acceptOnce(
  deps: IntakeDeps,
  command: IntakeCommand,
  items: CheckedItems,
): Promise<{ readonly replayed: boolean; readonly usage: Usage | undefined }> {
  const { submissions, telemetry, now } = deps;
  const { id: sendingBy, endsAt, signal } = command.invocation;
  const { submissionId: id } = command;
  const ours: ClaimingRecord = {
    ...buildRecord(command, items, now()),
    fingerprint: deps.sha256(toPayload(command, items)),
    sendingBy,
    sendingUntil: endsAt.toISOString(),
    mayBeSent: false,
  };
  telemetry.addContext({ submissionId: id });
  const release = (mayBeSent: boolean, sent: readonly number[] = []): Promise<void> =>
    submissions
      .release(id, ours, { mayBeSent, sent })
      .catch((cause: unknown) => telemetry.releaseFailed(cause));

  const record = await claimSubmission(submissions, ours, now(), signal).catch(async (error: unknown) => {
    if (error instanceof UnavailableError) {
      // The claim may have been stored, and only the response lost.
      await release(false);
      throw earlierUnknown(error, id);
    }
    throw error;
  });
  if (record.queuedAt !== undefined) {
    return { replayed: true, usage: undefined };
  }
  // Products of an attempt that may have sent some stay counted.
  const { usage, giveBack } =
    record.mayBeSent === true
      ? NOTHING_COUNTED
      : await countProducts(deps, command, items).catch(async (error: unknown) => {
          await release(false);
          throw error;
        });
  try {
    // After the claim, or another payload with this key could replace what the first has kept.
    await Promise.all([
      keepUnsent(deps, record, items, signal),
      listed(deps, record, signal),
      noteRetry(deps, record, signal),
    ]);
    const messages = buildMessages(record, items, command);
    if (messages.length === 0) {
      // Nothing else completes it, so this mark has to be written, not only tried.
      await submissions.markComplete(id, now().toISOString(), signal);
      return { replayed: false, usage };
    }
    await deps.queue.send(
      messages.filter(({ index }) => record.sentIndexes?.has(index) !== true),
      signal,
    );
  } catch (error) {
    if (!mayHaveSent(error)) {
      // Before the claim ends: the next attempt counts them again.
      await giveBack();
    }
    await release(mayHaveSent(error), error instanceof SendError ? error.sent : []);
    throw toProblem(error, record, items);
  }
  // Everything is in the queue, which is what the answer promises. Without the mark, a repeat only sends it
  // again.
  await submissions
    .markQueued(id, now().toISOString(), signal)
    .catch((cause: unknown) => telemetry.markFailed(cause));
  return { replayed: false, usage };
}

function toProblem(
  error: unknown,
  { id, mayBeSent, sentIndexes }: SubmissionRecord,
  { operations }: CheckedItems,
): unknown {
  if (error instanceof UnavailableError || (error instanceof SendError && error.nothingSent)) {
    return mayBeSent === true ? earlierUnknown(error, id) : nothingTaken(error);
  }
  return error instanceof SendError
    ? dependencyUnavailable(
        `The queue is unavailable, and ${(sentIndexes?.size ?? 0) + error.sent.length} of ${operations.size} products are known to be taken. ` +
          'Send it again with the same idempotency key: nothing is taken twice.',
        error,
        id,
      )
    : error;
}

/** Builds the problem of a repeat that took nothing itself: an attempt before it may have. */
function earlierUnknown(cause: unknown, id: SubmissionId): ProblemError {
  return dependencyUnavailable(
    'A service this needs is unavailable. An earlier request with this idempotency key may have been taken; ' +
      'send it again with the same key: nothing is taken twice.',
    cause,
    id,
  );
}
