import type { Limiter } from '@async-catalog/caller-limits';
import { TooManyCallersError } from '@async-catalog/caller-lists';
import { ANONYMOUS, dependencyUnavailable } from '@async-catalog/http-contract';
import { newSubmissionId, type Submission, type SubmissionRecord } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { SubmissionStore } from '../../core/ports.ts';
import { memoryLists } from '../../testing/memory-lists.ts';
import { NOW, testApp, UNLIMITED } from '../../testing/test-app.ts';
import { buildCursor } from '../cursors.ts';

interface ListPage {
  items: (Submission & { caller?: string })[];
  nextCursor?: string;
}

function recordAt(time: string, overrides: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return submissionRecord({
    id: newSubmissionId(),
    caller: ANONYMOUS,
    createdAt: new Date(time).toISOString(),
    ...overrides,
  });
}

/** Serves these records; with scopes, to tokens that are their callers' names. */
async function setUp(
  records: readonly SubmissionRecord[],
  scopes?: readonly string[],
  limiter: Limiter = UNLIMITED,
) {
  const lists = memoryLists();
  for (const record of records) {
    await lists.add('submissions', record);
  }
  const getMany = vi.fn<SubmissionStore['getMany']>((ids) =>
    Promise.resolve(records.filter(({ id }) => ids.includes(id))),
  );
  const app = testApp({
    submissions: { getMany },
    lists,
    limiter,
    ...(scopes && {
      authenticate: (caller) => Promise.resolve({ caller, scopes: new Set(['catalog:read', ...scopes]) }),
    }),
  });
  const get = (query = '', caller = 'alice') =>
    app.request(`/submissions${query}`, {
      ...(scopes && { headers: { authorization: `Bearer ${caller}` } }),
    });
  const list = async (query?: string, caller?: string): Promise<ListPage> => {
    const response = await get(query, caller);
    expect([response.status, response.ok || (await response.text())]).toEqual([200, true]);
    return (await response.json()) as ListPage;
  };
  return { get, getMany, list };
}

const timesOf = ({ items }: ListPage) => items.map(({ createdAt }) => createdAt);
const at = (minute: number) => new Date(NOW.getTime() - minute * 60_000).toISOString();

const out = () => Promise.reject(dependencyUnavailable('A service this needs is unavailable. Try again.'));
const tooMany = () => Promise.reject(new TooManyCallersError('2026-01-31'));

describe('GET /submissions', () => {
  it('answers the newest first, with their status, and a cursor while there are more', async () => {
    const { list } = await setUp([
      recordAt(at(3)),
      recordAt(at(1), { saved: new Set([0]) }),
      recordAt(at(2), { failed: new Set([0]) }),
    ]);

    const first = await list('?limit=2');
    expect(first.items.map(({ createdAt, status }) => [createdAt, status])).toEqual([
      [at(1), 'completed'],
      [at(2), 'failed'],
    ]);
    expect(first.items[0]).not.toHaveProperty('caller');

    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect(timesOf(second)).toEqual([at(3)]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('goes on where it was, whatever is submitted meanwhile', async () => {
    const records = [recordAt(at(3)), recordAt(at(2)), recordAt(at(1))];
    const { nextCursor } = await (await setUp(records)).list('?limit=1');

    const later = await setUp([...records, recordAt(at(0))]);

    expect(timesOf(await later.list(`?cursor=${nextCursor}`))).toEqual([at(2), at(3)]);
  });

  it.each([
    ['queued', 1],
    ['completed', 2],
    ['overdue', 3],
  ])('lists those that are %s now', async (status, minute) => {
    const { list } = await setUp([
      recordAt(at(1)),
      recordAt(at(2), { saved: new Set([0]) }),
      recordAt(at(3), { deadlineAt: at(1) }),
    ]);

    expect(timesOf(await list(`?status=${status}`))).toEqual([at(minute)]);
  });

  it.each([
    ['?since=2026-01-31T09:28:00Z', [1, 2]],
    ['?since=2026-01-31T10:28:00%2B01:00', [1, 2]],
    ['?until=2026-01-31T09:28:00.000Z', [3]],
    ['?since=2026-01-31T09:27:00Z&until=2026-01-31T09:29:00Z', [2, 3]],
    ['?since=2026-01-31', [1, 2, 3]],
    ['?until=2026-01-31', []],
    ['?since=2020-01-01T00:00:00Z&until=2020-01-02', []],
  ])('lists those of the times in %s', async (query, minutes) => {
    const { list } = await setUp([recordAt(at(3)), recordAt(at(2)), recordAt(at(1))]);

    expect(timesOf(await list(query))).toEqual(minutes.map(at));
  });

  it('lists the caller’s own only', async () => {
    const { list } = await setUp(
      [recordAt(at(1), { caller: 'bob' }), recordAt(at(2), { caller: 'alice' })],
      [],
    );

    expect(timesOf(await list('', 'alice'))).toEqual([at(2)]);
    expect(timesOf(await list('?caller=alice', 'alice'))).toEqual([at(2)]);
    expect(timesOf(await list('', 'carol'))).toEqual([]);
  });

  it.each(['?caller=*', '?caller=bob'])('lists others’ (%s) to operators, with the caller', async (query) => {
    const records = [recordAt(at(1), { caller: 'bob' }), recordAt(at(2), { caller: 'alice' })];
    const everybody = query.endsWith('*');

    const { items } = await (await setUp(records, ['catalog:operate'])).list(query);
    const refusal = await (await setUp(records, ['catalog:write'])).get(query);

    expect(items.map(({ caller }) => caller)).toEqual(everybody ? ['bob', 'alice'] : ['bob']);
    expect(refusal.status).toBe(403);
    expect(refusal.headers.get('www-authenticate')).toContain('catalog:operate');
    expect(await refusal.json()).toMatchObject({
      code: 'FORBIDDEN',
      detail: 'Another caller’s list needs the scope catalog:operate. Get an access token that has it.',
    });
  });

  it.each([
    ['another status', '?status=queued', 'alice'],
    ['another time', '?since=2026-01-01', 'alice'],
    ['another caller', '', 'bob'],
    ['everybody', '?caller=*', 'alice'],
  ])('takes no cursor of %s', async (_, query, caller) => {
    const { list, get } = await setUp(
      [1, 2, 3].map((minute) => recordAt(at(minute), { caller: 'alice' })),
      ['catalog:operate'],
    );
    const { nextCursor } = await list('?limit=1');

    const refusal = await get(`${query === '' ? '?' : `${query}&`}cursor=${nextCursor}`, caller);

    expect(refusal.status).toBe(400);
    expect(await refusal.json()).toMatchObject({ errors: [{ pointer: '/cursor' }] });
  });

  it.each([
    ['status=done', 'status'],
    ['since=yesterday', 'since'],
    ['until=2026-01-31T09:00:00', 'until'],
    ['since=2026-01-31T10:00:00Z&until=2026-01-31T10:00:00Z', 'until'],
    ['since=275760-09-13', 'since'],
    ['caller=', 'caller'],
    [`caller=${'x'.repeat(256)}`, 'caller'],
    ['limit=101', 'limit'],
    ['cursor=x', 'cursor'],
    ['until=9999-12-31T23:59:59-01:00', 'until'],
    ['page=2', 'page'],
  ])('refuses ?%s, and names the parameter', async (query, name) => {
    const response = await (await setUp([])).get(`?${query}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      errors: [{ pointer: `/${name}` }],
    });
  });

  it.each([
    ['9999-12-31T00:00:00.000Z/01890a5d-ac96-774b-bcce-b302099a8057', 400],
    ['2026-01-31T09:32:00.000Z/01890a5d-ac96-774b-bcce-b302099a8057', 400],
    ['zzz', 400],
    ['2020-01-01T00:00:00.000Z/01890a5d-ac96-774b-bcce-b302099a8057', 200],
  ])('asks for nothing beyond the list, whoever wrote the cursor (%s)', async (position, status) => {
    const { list, get } = await setUp([recordAt(at(1)), recordAt(at(2))]);
    const { nextCursor = '' } = await list('?limit=1');
    const [name] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString()) as [string];

    const answer = await get(`?cursor=${buildCursor(name, position)}`);

    expect(answer.status).toBe(status);
  });

  it('lists nothing for times of which nothing is kept', async () => {
    const { list } = await setUp([recordAt(at(1))]);

    expect(await list('?since=2026-01-31T09:35:00Z')).toEqual({ items: [] });
    expect(await list('?until=2025-12-31T09:29:00Z')).toEqual({ items: [] });
  });

  it('lists everybody’s of the last day, or of the time that is asked for', async () => {
    const old = recordAt(at(25 * 60), { caller: 'bob' });
    const { list } = await setUp([old, recordAt(at(1), { caller: 'bob' })], ['catalog:operate']);

    expect(timesOf(await list('?caller=*'))).toEqual([at(1)]);
    expect(timesOf(await list('?caller=*&since=2026-01-01'))).toEqual([at(1), old.createdAt]);
  });

  it('counts by what it has read', async () => {
    const records = Array.from({ length: 250 }, (_, n) => recordAt(at(n + 1)));
    const add = vi.fn<Limiter['add']>((...given) => UNLIMITED.add(...given));
    const { list } = await setUp(records, undefined, { ...UNLIMITED, add });

    await list('?status=failed');
    await list('?limit=100');

    expect(add.mock.calls.map(([policy, , count]) => [policy, count])).toEqual([['requests', 2]]);
  });

  it('says how a time is written', async () => {
    const response = await (await setUp([])).get('?since=2026-01-31T10:00:00+01:00');

    expect(await response.json()).toMatchObject({
      errors: [
        {
          pointer: '/since',
          code: 'INVALID_FORMAT',
          detail: expect.stringMatching(/^is not a time; send RFC 3339/) as string,
        },
      ],
    });
  });

  it('answers an error, and no empty list, when the list or a record can’t be read', async () => {
    const list = await testApp({ lists: { newest: out } }).request('/submissions');
    const { get, getMany } = await setUp([recordAt(at(1))]);
    getMany.mockImplementation(out);
    const record = await get();

    expect([list.status, record.status]).toEqual([503, 503]);
  });

  it('asks an operator for one caller where a day has too many', async () => {
    const response = await testApp({ lists: { newest: tooMany } }).request('/submissions?caller=*');

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining('2026-01-31 has too many callers; name one') as string,
    });
  });

  it('shows a submission of which nothing was taken as failed', async () => {
    const ghost = recordAt(at(1), { total: 2, fingerprint: 'f', mayBeSent: false });
    const claimed = recordAt(at(2), { fingerprint: 'f', mayBeSent: false, sendingBy: 'one' });

    const { items } = await (await setUp([ghost, claimed])).list();

    expect(items.map(({ status, counts }) => [status, counts.failed, counts.pending])).toEqual([
      ['failed', 2, 0],
      ['queued', 0, 1],
    ]);
  });
});
