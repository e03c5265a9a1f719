import type { SubmissionEvent } from '@async-catalog/client';

/** Effects of one delivery of an item, as the worker logs them. */
export const EFFECTS = [
  'created',
  'updated',
  'unchanged',
  'deleted',
  'repeated',
  'superseded',
  'cancelled',
] as const;
export type Effect = (typeof EFFECTS)[number];

/**
 * - Of the records: the events of the timeline.
 * - Of the log: `replayed`, the same request again under its key; `saved`, `superseded` and `cancelled`, what a delivery made of items;
 *   `failed`, an item that was refused; `received_often`, a delivery that begins after many others; `returned` to the
 *   queue; `dead_lettered`; `reported`; `logged`, any other line.
 */
export type StoryEventName =
  | SubmissionEvent['event']
  | 'replayed'
  | 'saved'
  | 'superseded'
  | 'failed'
  | 'received_often'
  | 'returned'
  | 'dead_lettered'
  | 'reported'
  | 'logged';

/** A step of a submission. */
export interface StoryEvent extends Omit<SubmissionEvent, 'event'> {
  readonly event: StoryEventName;
  /** Number of items that were accepted, rejected, and replaced by a later one of the same request. */
  readonly accepted?: number;
  readonly rejected?: number;
  readonly replaced?: number;
  /** Numbers of the items that the event is about, by what became of them. */
  readonly items?: Readonly<Partial<Record<Effect, readonly number[]>>>;
  /** Number of the only item. */
  readonly index?: number;
  /** Message of the only item. */
  readonly messageId?: string;
  /** Deliveries of the message so far; of several items, the most. */
  readonly receiveCount?: number;
  /** Reason, as a code and in words. */
  readonly code?: string;
  readonly why?: string;
  /** The line's own message. */
  readonly message?: string;
}
