const DAY_MS = 24 * 60 * 60 * 1000;

/** Lists that each caller has. */
export type ListName = 'submissions' | 'imports';

/** A submission or an import, as a list knows it. */
export interface Listed {
  readonly id: string;
  readonly caller: string;
  /** RFC 3339 in UTC, with milliseconds. */
  readonly createdAt: string;
  /** Seconds since 1970, for DynamoDB's TTL. */
  readonly expiresAt: number;
}

/** An entry as stored in `ListTable`. */
export interface EntryRow {
  /** Partition key. */
  readonly list: string;
  /** Sort key. */
  readonly entry: string;
  readonly expiresAt: number;
}

/** Builds the entry of a submission or an import in its caller's list of that day. */
export function toEntryRow(name: ListName, { id, caller, createdAt, expiresAt }: Listed): EntryRow {
  return { list: listOf(name, caller, dayOf(createdAt)), entry: `${createdAt}/${id}`, expiresAt };
}

/** Builds the entry of a caller in the list of those who have one of that day. It outlives the last entry of the day. */
export function toCallerRow(name: ListName, { caller, createdAt, expiresAt }: Listed): EntryRow {
  return { list: callersOf(name, dayOf(createdAt)), entry: caller, expiresAt: expiresAt + DAY_MS / 1000 };
}

/**
 * Names a caller's list of one day. A list of all days would be one partition that grows for good. A caller can have any
 * characters: the name has its own place in front, and the day at the end, so no two lists have the same name.
 */
export function listOf(name: ListName, caller: string, day: string): string {
  return `${name}/${caller}/${day}`;
}

export function callersOf(name: ListName, day: string): string {
  return `callers/${name}/${day}`;
}

/** Returns the day of an RFC 3339 time in UTC, such as `2026-01-31`. */
export function dayOf(time: string): string {
  return time.slice(0, 'yyyy-mm-dd'.length);
}

/** Lists the days from the newest to the oldest, both included. */
export function daysBetween(newest: string, oldest: string): string[] {
  const days: string[] = [];
  for (let day = newest; day >= oldest; day = dayOf(new Date(Date.parse(day) - DAY_MS).toISOString())) {
    days.push(day);
  }
  return days;
}
