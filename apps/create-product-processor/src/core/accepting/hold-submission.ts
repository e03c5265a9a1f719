import type { SubmissionRecord } from '@async-catalog/product-schema';
import { ProblemError } from '../answering/problem-error.ts';
import type { Hold, SubmissionStore } from './ports.ts';

/** A record as an intake that has an idempotency key would write it. */
export type KeyedRecord = SubmissionRecord & Hold;

/** `held`: ours to send. `queued`: sent before. */
export interface Held {
  readonly state: 'held' | 'queued';
  readonly record: SubmissionRecord;
}

/**
 * Settles who sends a submission that has an idempotency key: one invocation at a time, and none once it was sent. Whoever
 * finds it held by another is told to come back; a hold that ended without success (a crash, an outage) is taken over.
 * @throws {ProblemError} `IDEMPOTENCY_KEY_REUSED`, `REQUEST_IN_PROGRESS`
 */
export async function holdSubmission(
  submissions: SubmissionStore,
  ours: KeyedRecord,
  now: Date,
  signal: AbortSignal,
): Promise<Held> {
  const standing = await submissions.create(ours, signal);
  if (standing.fingerprint !== ours.fingerprint) {
    throw new ProblemError(
      'IDEMPOTENCY_KEY_REUSED',
      'The first request with this Idempotency-Key had another body; use a new key.',
    );
  }
  const held = heldBy(ours, standing);
  if (held !== undefined) {
    return held;
  }
  if (isHeldByAnother(standing, now)) {
    throw inProgress();
  }
  const taken = heldBy(ours, await submissions.takeOver(standing, ours, signal));
  if (taken === undefined) {
    throw inProgress();
  }
  return taken;
}

function heldBy(ours: KeyedRecord, standing: SubmissionRecord): Held | undefined {
  if (standing.queuedAt !== undefined) {
    return { state: 'queued', record: standing };
  }
  return standing.sendingBy === ours.sendingBy ? { state: 'held', record: standing } : undefined;
}

function isHeldByAnother({ sendingUntil }: SubmissionRecord, now: Date): boolean {
  return sendingUntil !== undefined && sendingUntil > now.toISOString();
}

/** Most requests take less. */
const RETRY_AFTER_SECONDS = 1;

function inProgress(): ProblemError {
  return new ProblemError(
    'REQUEST_IN_PROGRESS',
    'The first request with this Idempotency-Key is being served; send it again.',
    { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
  );
}
