import { type SubmissionId, submissionIdForKey, type SubmissionRecord } from '@async-catalog/product-schema';
import type { Journal } from '../journal.ts';
import type { CheckedItems } from '../reading/check-items.ts';
import type { IntakeRequest } from '../request/intake-request.ts';
import { deliver, type DeliverDeps } from './deliver.ts';
import { DependencyError } from './dependency-error.ts';
import { holdSubmission, type KeyedRecord } from './hold-submission.ts';
import { newRecord } from './new-record.ts';
import type { SubmissionStore } from './ports.ts';

export interface AcceptDeps extends DeliverDeps {
  readonly submissions: SubmissionStore;
  readonly journal: Pick<Journal, 'concerns' | 'releaseFailed' | 'markFailed'>;
  readonly now: () => Date;
  readonly newSubmissionId: () => SubmissionId;
}

/** The submission that stands for a request; `replayed` where an earlier request had queued all of it. */
export interface Acceptance {
  readonly record: SubmissionRecord;
  readonly replayed: boolean;
}

/**
 * Takes the items, each time it is asked. The record comes before the messages: a crash in between leaves a record of what never
 * came, not products that nobody answers for.
 */
export async function accept(
  deps: AcceptDeps,
  request: IntakeRequest,
  items: CheckedItems,
): Promise<Acceptance> {
  const record = newRecord(deps.newSubmissionId(), request, items, deps.now());
  deps.journal.concerns({ submissionId: record.id });
  await deps.submissions.create(record, request.invocation.signal);
  await deliver(deps, record, items, request);
  return { record, replayed: false };
}

/** What a request with an idempotency key is told from others by. */
export interface Key {
  readonly value: string;
  /** Of the payload. */
  readonly fingerprint: string;
}

/**
 * Takes the items once, however often and however many at a time it is asked with the same key. A repeat finishes what an earlier
 * attempt left undone: it sends everything again, under the times of the first record, so that the worker sees the very same saves.
 */
export async function acceptOnce(
  deps: AcceptDeps,
  request: IntakeRequest,
  items: CheckedItems,
  { value, fingerprint }: Key,
): Promise<Acceptance> {
  const { submissions, now } = deps;
  const { id: sendingBy, endsAt, signal } = request.invocation;
  const ours: KeyedRecord = {
    ...newRecord(submissionIdForKey(request.caller, value), request, items, now()),
    fingerprint,
    sendingBy,
    sendingUntil: endsAt.toISOString(),
  };
  deps.journal.concerns({ submissionId: ours.id });
  const release = (): Promise<void> => submissions.release(ours.id, ours).catch(deps.journal.releaseFailed);

  const { state, record } = await holdSubmission(submissions, ours, now(), signal).catch(
    async (error: unknown) => {
      if (error instanceof DependencyError) {
        // Only the answer may have been lost.
        await release();
      }
      throw error;
    },
  );
  if (state === 'queued') {
    return { record, replayed: true };
  }
  try {
    await deliver(deps, record, items, request);
  } catch (error) {
    await release();
    throw error;
  }
  // Everything is in the queue, and that is the answer; without the mark, a repeat only sends it again.
  await submissions.markQueued(record.id, now().toISOString(), signal).catch(deps.journal.markFailed);
  return { record, replayed: false };
}
