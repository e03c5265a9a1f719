import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { callersOf, dayOf, daysBetween, type ListName, listOf } from './list-entry.ts';

/** An entry of a list. Its submission or import may have expired, or never have been stored. */
export interface Entry {
  /** Place in the list; sorts by time. */
  readonly position: string;
  readonly id: string;
  readonly createdAt: string;
  readonly caller: string;
}

/** Part of a list. */
export interface EntryRange {
  readonly name: ListName;
  /** `undefined` for all callers. */
  readonly caller: string | undefined;
  /** Time from which on entries are in the range: RFC 3339 in UTC, with milliseconds. */
  readonly since: string;
  /** Time or position before which they are. */
  readonly before: string;
}

export interface EntryReader {
  /**
   * Reads the newest entries of a range, at most so many, in their newest state (strongly consistent).
   * @throws {TooManyCallersError} when a day has more callers than one request can ask for.
   */
  newest(range: EntryRange, count: number): Promise<Entry[]>;
}

/** Callers of a day that one page of all callers may ask for, each by a query. */
export const MAX_CALLERS = 1000;

export class TooManyCallersError extends Error {
  override readonly name = 'TooManyCallersError';
  readonly day: string;

  constructor(day: string) {
    super(`more than ${MAX_CALLERS} callers on ${day}`);
    this.day = day;
  }
}

const MAX_PARALLEL_QUERIES = 20;

export function createEntryReader(documents: DynamoDBDocumentClient, TableName: string): EntryReader {
  /** Reads the sort keys of a partition, from the highest, at most so many. */
  async function query(list: string, count: number, since?: string, before?: string): Promise<string[]> {
    const found: string[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      // An answer ends at 1 MB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: count - found.length,
          ProjectionExpression: '#entry',
          KeyConditionExpression:
            since === undefined ? '#list = :list' : '#list = :list AND #entry BETWEEN :since AND :before',
          ExpressionAttributeNames: { '#list': 'list', '#entry': 'entry' },
          ExpressionAttributeValues: {
            ':list': list,
            ...(since !== undefined && { ':since': since, ':before': before }),
          },
          ExclusiveStartKey,
        }),
      );
      found.push(...Items.map((item) => item['entry'] as string));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined && found.length < count);
    return found;
  }

  async function newestOfDay(
    { name, since, before }: EntryRange,
    caller: string,
    day: string,
    count: number,
  ): Promise<Entry[]> {
    // One more, because the position before which they are is in what BETWEEN gives.
    const positions = await query(listOf(name, caller, day), count + 1, since, before);
    return positions
      .filter((position) => position !== before)
      .slice(0, count)
      .map((position) => toEntry(position, caller));
  }

  async function newestOfAll(range: EntryRange, day: string, count: number): Promise<Entry[]> {
    const callers = await query(callersOf(range.name, day), MAX_CALLERS + 1);
    if (callers.length > MAX_CALLERS) {
      throw new TooManyCallersError(day);
    }
    const found = await pMap(callers, (caller) => newestOfDay(range, caller, day, count), {
      concurrency: MAX_PARALLEL_QUERIES,
    });
    return found
      .flat()
      .sort((a, b) => (a.position > b.position ? -1 : 1))
      .slice(0, count);
  }

  return {
    async newest(range, count) {
      if (range.since >= range.before) {
        return [];
      }
      const days = daysBetween(dayOf(range.before), dayOf(range.since));
      const { caller } = range;
      const found: Entry[] = [];
      for (let next = 0, atOnce = 1; next < days.length && found.length < count;) {
        const group = days.slice(next, next + atOnce);
        const pages = await Promise.all(
          group.map((day) =>
            caller === undefined ? newestOfAll(range, day, count) : newestOfDay(range, caller, day, count),
          ),
        );
        found.push(...pages.flat());
        next += atOnce;
        // Most callers have what they look for in the last day or two, some a month ago. All callers are many queries a day.
        atOnce = caller === undefined ? 1 : Math.min(2 * atOnce, MAX_PARALLEL_QUERIES);
      }
      return found.slice(0, count);
    },
  };
}

function toEntry(position: string, caller: string): Entry {
  const slash = position.indexOf('/');
  return { position, caller, createdAt: position.slice(0, slash), id: position.slice(slash + 1) };
}
