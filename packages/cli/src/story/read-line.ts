import type { LogLine } from './cloudwatch-logs.ts';
import { EFFECTS, type Effect, type StoryEvent, type StoryEventName } from './story-event.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Messages of the functions' lines. `verification/conformance` runs the catalog and reads its story from them. */
const EVENTS: ReadonlyMap<unknown, StoryEventName> = new Map<unknown, StoryEventName>([
  ['Submission accepted', 'queued'],
  ['Submission replayed', 'replayed'],
  ['Product refused', 'failed'],
  ['Product failed', 'dead_lettered'],
  ['Message received often', 'received_often'],
  ['Record returned to the queue', 'returned'],
  ['Product to patch not found yet', 'returned'],
  ['Report written', 'reported'],
]);

/** Outcome of an item by the effect of its delivery. */
const OUTCOMES: Readonly<Record<Effect, StoryEventName>> = {
  created: 'saved',
  updated: 'saved',
  unchanged: 'saved',
  deleted: 'saved',
  repeated: 'saved',
  superseded: 'superseded',
  cancelled: 'cancelled',
};

/** Reads what a log line says about a submission: nothing, if it is about another one, or isn't a line of the catalog. */
export function readLine({ atMs, text }: LogLine, id: string): StoryEvent[] {
  const line = parse(text);
  const time = new Date(atMs);
  if (line === undefined || Number.isNaN(time.getTime())) {
    return [];
  }
  const at = time.toISOString();
  const { submissions, submissionId } = line;
  if (Array.isArray(submissions)) {
    return submissions
      .filter((one): one is Fields => isFields(one) && one['submissionId'] === id)
      .flatMap((one) => readEffects(one, at));
  }
  return submissionId === id ? [readEvent(line, at)] : [];
}

function readEffects(fields: Fields, at: string): StoryEvent[] {
  const effects = EFFECTS.map((effect) => [effect, indexesOf(fields[effect])] as const).filter(
    ([, indexes]) => indexes.length > 0,
  );
  return [...Map.groupBy(effects, ([effect]) => OUTCOMES[effect])].map(([event, alike]) => ({
    at,
    event,
    items: Object.fromEntries(alike),
    ...numbersOf(fields, ['receiveCount']),
  }));
}

function readEvent(line: Fields, at: string): StoryEvent {
  const { message, messageId, code, detail, error } = line;
  const event = EVENTS.get(message) ?? 'logged';
  const why =
    message === 'Product to patch not found yet'
      ? 'waits for the product that it patches'
      : reasonOf(detail, error);
  return {
    at,
    event,
    ...numbersOf(line, ['accepted', 'rejected', 'replaced', 'index', 'receiveCount']),
    ...(typeof messageId === 'string' && { messageId }),
    ...(typeof code === 'string' && { code }),
    ...(why !== undefined && { why }),
    ...(event === 'logged' && { message: typeof message === 'string' ? message : '' }),
  };
}

/** Says why, in the line's words: its detail, else the name and the message of its error. */
function reasonOf(detail: unknown, error: unknown): string | undefined {
  if (typeof detail === 'string') {
    return detail;
  }
  if (!isFields(error)) {
    return undefined;
  }
  const words = [error['name'], error['message']].filter((word) => typeof word === 'string' && word !== '');
  return words.length > 0 ? words.join(': ') : undefined;
}

function numbersOf<Name extends string>(
  fields: Fields,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const numbers: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'number') {
      numbers[name] = value;
    }
  }
  return numbers;
}

function indexesOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((index) => typeof index === 'number') : [];
}

function parse(text: string): Fields | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
