import { type SubmissionId, submissionIdForKey } from '@async-catalog/product-schema';
import { UnavailableError } from '../errors.ts';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';
import { buildRecord, deliver } from './accept.ts';
import { type ClaimingRecord, claimSubmission } from './claim-submission.ts';
import { toPayload } from './to-payload.ts';

/**
 * Accepts the items once, however many commands have the same key. A repeat finishes what an earlier attempt
 * left unfinished: it sends everything again with the times of the first record, so that the worker sees
 * identical saves.
 */
export async function acceptOnce(
  deps: IntakeDeps,
  command: IntakeCommand,
  items: CheckedItems,
  key: string,
): Promise<{ readonly id: SubmissionId; readonly replayed: boolean }> {
  const { submissions, telemetry, now } = deps;
  const { id: sendingBy, endsAt, signal } = command.invocation;
  const id = submissionIdForKey(command.caller, key);
  const ours: ClaimingRecord = {
    ...buildRecord(id, command, items, now()),
    fingerprint: deps.sha256(toPayload(command, items)),
    sendingBy,
    sendingUntil: endsAt.toISOString(),
  };
  telemetry.addContext({ submissionId: id });
  const release = (): Promise<void> =>
    submissions.release(id, ours).catch((cause: unknown) => telemetry.releaseFailed(cause));

  const record = await claimSubmission(submissions, ours, now(), signal).catch(async (error: unknown) => {
    if (error instanceof UnavailableError) {
      // The claim may have been stored, and only the response lost.
      await release();
    }
    throw error;
  });
  if (record.queuedAt !== undefined) {
    return { id, replayed: true };
  }
  try {
    await deliver(deps, record, items, command);
  } catch (error) {
    await release();
    throw error;
  }
  // Everything is in the queue, which is what the answer promises. Without the mark, a repeat only sends it
  // again.
  await submissions
    .markQueued(id, now().toISOString(), signal)
    .catch((cause: unknown) => telemetry.markFailed(cause));
  return { id, replayed: false };
}
