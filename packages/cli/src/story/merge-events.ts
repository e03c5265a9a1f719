import type { SubmissionEvent } from '@async-catalog/client';
import type { StoryEvent, StoryEventName } from './story-event.ts';

/** Of events in the same millisecond, those come first that must have. Any other comes between. */
const RANKS: Readonly<Partial<Record<StoryEventName, number>>> = {
  accepted: 0,
  queued: 1,
  completed: 3,
  dead_lettered: 4,
  reported: 5,
  retried: 6,
};
const OTHER_RANK = 2;

/** Puts what the records know and what the log knows in one order of time, with nothing said twice. */
export function mergeEvents(
  recorded: readonly SubmissionEvent[],
  logged: readonly StoryEvent[],
): StoryEvent[] {
  const acceptance = logged.find(({ event }) => event === 'queued');
  const isQueuedRecorded = recorded.some(({ event }) => event === 'queued');
  const isSaveLogged = logged.some(({ event }) => event === 'saved');
  const events: StoryEvent[] = [
    ...recorded
      .filter(({ event }) => !isSaveLogged || (event !== 'first_saved' && event !== 'last_saved'))
      .map((event) => ({ ...event, ...countsOf(event.event, acceptance) })),
    ...explainReceives(logged).filter(
      ({ event, accepted }) => event !== 'queued' || (!isQueuedRecorded && accepted !== 0),
    ),
  ];
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || rankOf(a.event) - rankOf(b.event));
}

/**
 * Says of messages that were received often that the delivery before was cut off, where the log has no end of it: one that fails logs why
 * its message returned, and one that is cut off logs nothing.
 */
function explainReceives(logged: readonly StoryEvent[]): StoryEvent[] {
  const returned = new Set(
    logged.flatMap(({ event, messageId, receiveCount }) =>
      event === 'returned' ? [`${messageId}/${receiveCount}`] : [],
    ),
  );
  return logged.map((event) => {
    const { messageId, receiveCount } = event;
    return event.event !== 'received_often' ||
      receiveCount === undefined ||
      returned.has(`${messageId}/${receiveCount - 1}`)
      ? event
      : { ...event, why: 'nothing says how the delivery before ended: the worker may have been cut off' };
  });
}

function rankOf(event: StoryEventName): number {
  return RANKS[event] ?? OTHER_RANK;
}

/** The counts of items that the log has of the acceptance. */
function countsOf(
  event: StoryEventName,
  { accepted, rejected, replaced }: Partial<StoryEvent> = {},
): Partial<StoryEvent> {
  const isAccepted = event === 'accepted';
  return {
    ...(accepted !== undefined && (isAccepted || event === 'queued') && { accepted }),
    ...(rejected !== undefined && isAccepted && { rejected }),
    ...(replaced !== undefined && isAccepted && { replaced }),
  };
}
