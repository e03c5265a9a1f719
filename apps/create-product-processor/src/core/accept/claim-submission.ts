import { ProblemError } from '@async-catalog/http-contract';
import type { SubmissionRecord } from '@async-catalog/product-schema';
import type { Claim, ClaimingRecord, SubmissionStore } from '../ports.ts';

/**
 * Lets one invocation at a time send a submission with an idempotency key, and none once it is queued; an
 * expired claim is taken over. Resolves to the stored record: either queued, or ours to send.
 * @throws {ProblemError} `IDEMPOTENCY_KEY_REUSED`, `REQUEST_IN_PROGRESS`
 */
export async function claimSubmission(
  submissions: SubmissionStore,
  ours: ClaimingRecord,
  now: Date,
  signal: AbortSignal,
): Promise<SubmissionRecord> {
  const stored = await submissions.create(ours, signal);
  if (stored.fingerprint !== ours.fingerprint) {
    if (ours.retryOf !== undefined && stored.retryOf?.submissionId === ours.retryOf.submissionId) {
      // More of the same submission has failed in between. The API repeats the first retry as it is recorded.
      throw inProgress(1);
    }
    throw new ProblemError(
      'IDEMPOTENCY_KEY_REUSED',
      'The first request with this idempotency key had another body; use a new key.',
    );
  }
  const current =
    isQueuedOrOurs(stored, ours) || isClaimed(stored, now)
      ? stored
      : await submissions.takeOver(stored, ours, signal);
  if (!isQueuedOrOurs(current, ours)) {
    throw inProgress(secondsLeft(current, now));
  }
  return current;
}

function inProgress(retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    'REQUEST_IN_PROGRESS',
    'The first request with this idempotency key is in progress; send it again.',
    { retryAfterSeconds },
  );
}

/** Rounds up what is left of the claim. It can have been released since, or expire in this moment. */
function secondsLeft({ sendingUntil = '' }: SubmissionRecord, now: Date): number {
  const leftMs = Date.parse(sendingUntil) - now.getTime();
  return leftMs > 0 ? Math.ceil(leftMs / 1000) : 1;
}

function isQueuedOrOurs({ queuedAt, sendingBy }: SubmissionRecord, ours: Claim): boolean {
  return queuedAt !== undefined || sendingBy === ours.sendingBy;
}

function isClaimed({ sendingUntil }: SubmissionRecord, now: Date): boolean {
  return sendingUntil !== undefined && sendingUntil > now.toISOString();
}
