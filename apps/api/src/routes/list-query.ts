import { type ListName, TooManyCallersError } from '@async-catalog/caller-lists';
import { ANONYMOUS, EVERYBODY } from '@async-catalog/http-contract';
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../app-env.ts';
import { type ListedRecord, readPage, type RecordReader } from '../core/lists/read-page.ts';
import { CallerParameter, chooseCaller } from './caller-query.ts';
import { buildCursor, readCursor } from './cursors.ts';
import { countReads } from '../middleware/caller-limits.ts';
import { invalidQuery, PageQuery, queryError } from './read-query.ts';

const TIME = 'is not a time; send RFC 3339 with an offset, such as 2026-01-31T10:00:00Z, or a date';

const INVALID_TIME = { error: TIME, params: { code: 'INVALID_FORMAT' } };

const TIME_SCHEMAS = [z.iso.datetime({ offset: true }), z.iso.date()];

/** Time in UTC, with milliseconds; a date is its beginning. Up to the year 9999, so that times sort as text. */
const Time = z
  .string()
  .refine((text) => TIME_SCHEMAS.some((schema) => schema.safeParse(text).success), INVALID_TIME)
  .transform((text) => new Date(text).toISOString())
  .refine((time) => /^\d/.test(time), INVALID_TIME);

/** Query of a list of what callers have submitted. */
export const ListQuery = PageQuery.extend({
  since: Time.optional().describe('Time from which on they were created: RFC 3339, or a date.'),
  until: Time.optional().describe('Time before which they were created.'),
  caller: CallerParameter.describe(
    'Another caller, or `*` for all, of the last 24 hours unless `since` says otherwise: needs the scope `catalog:operate`. Without it, your own.',
  ),
});

const DAY_MS = 24 * 60 * 60 * 1000;

/** Records are kept for 30 days, so their entries are in 31 dates. */
const KEPT_MS = 31 * DAY_MS;

const Position = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[\da-f-]{36}$/);

/** List of an operation: its name, its records, and what it shows of them. */
interface CallerList<Row extends ListedRecord> {
  readonly name: ListName;
  readonly records: RecordReader<Row>;
  readonly show: (row: Row) => object;
}

/** Filter of a list by what is computed of its records; `undefined` if every record passes. */
type Filter<Row> = { readonly status: string; readonly isWanted: (row: Row) => boolean } | undefined;

/**
 * Answers a page of a list. A cursor belongs to its caller and its filters.
 * @throws {ProblemError} `INVALID_REQUEST`, `FORBIDDEN`
 */
export async function answerList<Row extends ListedRecord>(
  c: Context<AppEnv>,
  { name, records, show }: CallerList<Row>,
  { limit, cursor, ...asked }: z.output<typeof ListQuery>,
  filter: Filter<Row>,
): Promise<Response> {
  const { deps, caller: own = ANONYMOUS } = c.var;
  const caller = chooseCaller(c, asked.caller, 'list');
  const isOfAll = caller === EVERYBODY;
  const { since, before } = readTimes(asked, deps.now().getTime(), isOfAll ? DAY_MS : KEPT_MS);
  // Short, whatever the caller is called.
  const list = deps
    .sha256(JSON.stringify([name, own, caller, filter?.status, asked.since, asked.until]))
    .slice(0, 16);
  const range = {
    name,
    caller: isOfAll ? undefined : caller,
    since,
    // Anybody can write a cursor: one beyond the range would make it longer than what is kept.
    before:
      cursor === undefined
        ? before
        : readCursor(
            list,
            cursor,
            Position.refine((position) => position < before),
          ),
  };
  const query = { range, limit, isWanted: filter?.isWanted };
  const { rows, next, read } = await readPage(deps.lists, records, query).catch(refuseTooMany);
  await countReads(c, read);
  return c.json({
    items: rows.map((row) => ({ ...show(row), ...(caller !== own && { caller: row.caller }) })),
    ...(next !== undefined && { nextCursor: buildCursor(list, next) }),
  });
}

/** Bounds the times by those of which there are records. */
function readTimes(
  { since, until }: Pick<z.output<typeof ListQuery>, 'since' | 'until'>,
  now: number,
  defaultMs: number,
): { readonly since: string; readonly before: string } {
  if (since !== undefined && until !== undefined && since >= until) {
    throw invalidQuery([queryError('until', 'INVALID_FORMAT', 'is not after since; send a later time')]);
  }
  const first = new Date(now - KEPT_MS).toISOString();
  const last = new Date(now + CLOCK_TOLERANCE_MS).toISOString();
  return {
    since: since === undefined ? new Date(now - defaultMs).toISOString() : since > first ? since : first,
    before: until !== undefined && until < last ? until : last,
  };
}

/** Difference between the clocks of two instances, far above that of Lambda's. */
const CLOCK_TOLERANCE_MS = 60_000;

function refuseTooMany(error: unknown): never {
  if (error instanceof TooManyCallersError) {
    throw invalidQuery([
      queryError('caller', 'TOO_MANY', `is everybody, but ${error.day} has too many callers; name one`),
    ]);
  }
  throw error;
}
