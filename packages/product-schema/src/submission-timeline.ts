import { z } from 'zod';
import { SubmissionId } from './ids.ts';
import { Outcome } from './outcome.ts';
import type { SubmissionRecord } from './submission-record.ts';
import { completionOf, statusOfSubmission, SubmissionStatus } from './submission.ts';
import { Timestamp } from './timestamp.ts';

const EventName = z.enum([
  'accepted',
  'queued',
  'first_saved',
  'last_saved',
  'cancelled',
  'completed',
  'retried',
]);

/** A step of a submission, as consumers see it. */
export const SubmissionEvent = z
  .object({
    event: EventName.describe(
      '`accepted`. `queued`: all accepted items are in the queue, which is only known of a request with an idempotency key; without one they were when it was answered. `first_saved` and `last_saved`: the first and, so far, the last saved items were settled. `cancelled`: it was cancelled. `completed`: every item is settled. `retried`: a retry of its items was accepted.',
    ),
    at: Timestamp,
    retryOf: SubmissionId.optional().describe('With `accepted`: the submission whose items it sends again.'),
    status: SubmissionStatus.optional().describe('With `completed`: the present status.'),
    submissionId: SubmissionId.optional().describe('With `retried`: the retry.'),
  })
  .meta({ id: 'SubmissionEvent' });
export type SubmissionEvent = z.infer<typeof SubmissionEvent>;

/** The steps of a submission, in order of time. */
export const SubmissionTimeline = z
  .object({ submissionId: SubmissionId, events: z.array(SubmissionEvent) })
  .meta({ id: 'SubmissionTimeline' });
export type SubmissionTimeline = z.infer<typeof SubmissionTimeline>;

/** Retries that are noted on the record of the submission that they retry. */
export const MAX_NOTED_RETRIES = 100;

/** Builds the entry of `retries` for a retry. */
export function retryEntry({ id, createdAt }: Pick<SubmissionRecord, 'id' | 'createdAt'>): string {
  return `${createdAt} ${id}`;
}

/** Lists what the record knows, at `now`. Of events at the same time, those come first that must have. */
export function toTimeline(record: SubmissionRecord, now: Date): SubmissionTimeline {
  const { id, createdAt, queuedAt, cancelledAt, retryOf, rejected, total } = record;
  const [firstSavedAt, lastSavedAt] = savedTimes(record);
  const events: SubmissionEvent[] = [
    { event: 'accepted', at: createdAt, ...(retryOf && { retryOf: retryOf.submissionId }) },
    // The mark is also that of a chunk of which nothing is to be queued.
    ...eventAt('queued', rejected === total ? undefined : queuedAt),
    ...eventAt('first_saved', firstSavedAt),
    ...eventAt('last_saved', lastSavedAt),
    ...eventAt('cancelled', cancelledAt),
    ...eventAt('completed', completionOf(record)).map((event) => ({
      ...event,
      status: statusOfSubmission(record, now),
    })),
    ...Array.from(readRetries(record), ([submissionId, at]) => ({
      event: 'retried' as const,
      at,
      submissionId,
    })),
  ];
  return { submissionId: id, events: events.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))) };
}

function eventAt(event: SubmissionEvent['event'], at: Timestamp | undefined): SubmissionEvent[] {
  return at === undefined ? [] : [{ event, at }];
}

/**
 * Finds when the first and the last saved items were settled. Where no item had another outcome before, all were by
 * the time of completion, and anything later is a repeat.
 */
function savedTimes(record: SubmissionRecord): [Timestamp, Timestamp] | [] {
  const { total, saved = new Set(), completedAt, settledAt, firstSavedAt, lastSavedAt } = record;
  const isSavedLater = Outcome.options.some(
    (outcome) => outcome !== 'saved' && record[outcome]?.isDisjointFrom(saved) === false,
  );
  const bound = isSavedLater ? undefined : completedAt;
  if (total === 1) {
    const at = saved.size === 0 ? undefined : (bound ?? settledAt);
    return at === undefined ? [] : [at, at];
  }
  if (firstSavedAt === undefined || lastSavedAt === undefined) {
    return [];
  }
  const last = bound !== undefined && bound < lastSavedAt ? bound : lastSavedAt;
  return [firstSavedAt < last ? firstSavedAt : last, last];
}

/** Reads the retries; one that took another time of acceptance when it was repeated has the last one. */
function readRetries({ retries = new Set() }: SubmissionRecord): Map<SubmissionId, Timestamp> {
  return new Map(
    [...retries].sort().map((entry): [SubmissionId, Timestamp] => {
      const [at = '', submissionId = ''] = entry.split(' ');
      return [submissionId as SubmissionId, at];
    }),
  );
}
