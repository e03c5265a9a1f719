import { formatCount, formatElapsed } from '../display/format.ts';
import { type Effect, EFFECTS, type StoryEvent, type StoryEventName } from './story-event.ts';

/** Events that are shown one by one; of more, those that are alike share a row. */
export const SHOWN_ONE_BY_ONE = 20;

/** A line of a story, in words. */
export interface StoryRow {
  readonly at: string;
  /** Time since the line before. */
  readonly after: string;
  readonly event: StoryEventName;
  readonly what: string;
}

export const STORY_COLUMNS = ['at', 'after', 'event', 'what'] as const satisfies (keyof StoryRow)[];

/** Tells a story in rows. A long one has a row for all events that are alike, where the first of them was. */
export function storyRows(events: readonly StoryEvent[]): StoryRow[] {
  const groups =
    events.length > SHOWN_ONE_BY_ONE
      ? [...Map.groupBy(events, likeness).values()]
      : events.map((event) => [event]);
  let before: number | undefined;
  return groups.flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) {
      return [];
    }
    const at = Date.parse(first.at);
    const after = before === undefined ? '' : `+${formatElapsed(at - before)}`;
    before = at;
    return [{ at: first.at, after, event: first.event, what: describe(alike) }];
  });
}

/** Events with one likeness differ in their items and times only. Of an error, the name counts: its message can have an id. */
function likeness({ event, code, why, message, status, submissionId, items }: StoryEvent): string {
  const reason = code ?? why?.split(':', 1)[0];
  return JSON.stringify([event, reason, message, status, submissionId, items === undefined]);
}

/** Says what events that are alike are about: which items, how often, and why. */
function describe(alike: readonly StoryEvent[]): string {
  const [first] = alike;
  const last = alike.at(-1);
  if (first === undefined || last === undefined) {
    return '';
  }
  const subject = [
    aboutItems(alike),
    alike.length > 1 ? `${formatCount(alike.length)} times until ${last.at}` : '',
    aboutDeliveries(alike),
  ].filter((part) => part !== '');
  const reason = [first.message, first.code, first.why].filter((part) => part !== undefined && part !== '');
  return [subject.join(', '), reason.join(' '), ...ownWords(first)].filter((part) => part !== '').join(': ');
}

/** Names the only item, or counts items by what became of them. */
function aboutItems(alike: readonly StoryEvent[]): string {
  const indexes = new Set(alike.flatMap(({ index }) => (index === undefined ? [] : [index])));
  if (indexes.size > 0) {
    return nameItems(indexes);
  }
  return EFFECTS.map(
    (effect) => [effect, new Set(alike.flatMap(({ items }) => items?.[effect] ?? []))] as const,
  )
    .filter(([, of]) => of.size > 0)
    .map(([effect, of]) => `${nameItems(of)} ${WORDS[effect]}`)
    .join(', ');
}

/** Says which delivery of its message an item came by, or up to which one of theirs several came. */
function aboutDeliveries(alike: readonly StoryEvent[]): string {
  const most = alike.reduce((count, { receiveCount = 0 }) => Math.max(count, receiveCount), 0);
  const items = alike.flatMap((event) =>
    event.items === undefined ? [0] : Object.values(event.items).flat(),
  );
  return most === 0 ? '' : `${items.length === 1 ? '' : 'up to '}delivery ${most}`;
}

const WORDS: Readonly<Record<Effect, string>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'as before',
  deleted: 'deleted',
  repeated: 'saved by an earlier delivery',
  superseded: 'superseded by newer ones',
  cancelled: 'not saved',
};

function nameItems(indexes: ReadonlySet<number>): string {
  return indexes.size === 1 ? `item ${[...indexes].join('')}` : countItems(indexes.size);
}

function countItems(count: number): string {
  return count === 1 ? '1 item' : `${formatCount(count)} items`;
}

/** Says what only events of this name say. */
function ownWords({
  event,
  accepted,
  rejected,
  replaced,
  items,
  retryOf,
  status,
  submissionId,
}: StoryEvent): string[] {
  switch (event) {
    case 'accepted': {
      const counts = [
        accepted === undefined ? '' : `${formatCount(accepted)} accepted`,
        rejected === undefined ? '' : `${formatCount(rejected)} rejected`,
        replaced === undefined ? '' : `${formatCount(replaced)} replaced by later ones`,
      ].filter((part) => part !== '');
      return [counts.join(', '), retryOf === undefined ? '' : `a retry of ${retryOf}`];
    }
    case 'queued':
      return [accepted === undefined ? '' : countItems(accepted)];
    case 'cancelled':
      return [items === undefined ? 'what is not saved yet will not be' : ''];
    case 'replayed':
      return ['the same request again, under its idempotency key'];
    case 'completed':
      return [status ?? ''];
    case 'retried':
      return [`by ${submissionId}`];
    default:
      return [];
  }
}
