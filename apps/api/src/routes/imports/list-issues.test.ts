import type { ImportRecord, Problem } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportFiles } from '../../core/ports.ts';
import { testApp } from '../../testing/test-app.ts';

const AT = '2026-01-31T09:29:00.000Z';
const issue = (line: number) => ({ line, pointer: '/name', column: 'Title', detail: 'is missing' });
const groups = [
  { code: 'REQUIRED', severity: 'error' as const, count: 25, example: { line: 2, detail: 'is missing' } },
];
const issues = { REQUIRED: Array.from({ length: 25 }, (_, n) => issue(n + 2)) };

function setUp(overrides: Partial<ImportRecord> = { startedAt: AT, completedAt: AT }) {
  const record = importRecord(overrides);
  const readIssues = vi.fn<ImportFiles['readIssues']>(() => Promise.resolve({ groups, issues }));
  const app = testApp({ imports: { get: () => Promise.resolve(record) }, importFiles: { readIssues } });
  return { readIssues, list: (query = '') => app.request(`/imports/${record.id}/issues${query}`) };
}

describe('GET /imports/{id}/issues', () => {
  it('answers a group for each code', async () => {
    expect(await (await setUp().list()).json()).toEqual({ groups });
  });

  it('answers the issues of a code, page by page', async () => {
    const { list } = setUp();

    const first = (await (await list('?code=REQUIRED')).json()) as { items: unknown[]; nextCursor: string };
    const second = await (await list(`?code=REQUIRED&limit=5&cursor=${first.nextCursor}`)).json();

    expect(first.items).toEqual(issues.REQUIRED.slice(0, 20));
    expect(second).toEqual({ items: issues.REQUIRED.slice(20) });
  });

  it('answers none of a code that the import doesn’t have', async () => {
    expect(await (await setUp().list('?code=TOO_LONG')).json()).toEqual({ items: [] });
    expect(await (await setUp().list('?code=constructor')).json()).toMatchObject({ status: 400 });
  });

  it.each([
    '?limit=0',
    '?limit=101',
    '?code=',
    '?code=required',
    `?code=${'A'.repeat(65)}`,
    '?cursor=x',
    '?code=A&cursor=x',
  ])('refuses %s', async (query) => {
    expect((await setUp().list(query)).status).toBe(400);
  });

  it.each(['a', '', 'required', 'A-B'])('says what a code is to whoever sends %j', async (code) => {
    const { errors, detail } = (await (await setUp().list(`?code=${code}`)).json()) as Problem;

    const expected = 'is not the code of a group; send one in capitals, such as REQUIRED';
    expect(errors).toEqual([{ pointer: '/code', code: 'INVALID_FORMAT', detail: expected }]);
    expect(detail).toBe(`Invalid query: code ${expected}.`);
  });

  it.each(['?limit=1&code=REQUIRED', '?limit=100&code=REQUIRED', `?code=${'A'.repeat(64)}`])(
    'takes %s',
    async (query) => {
      expect((await setUp().list(query)).status).toBe(200);
    },
  );

  it('refuses the cursor of another code', async () => {
    const { list } = setUp();
    const { nextCursor } = (await (await list('?code=REQUIRED')).json()) as { nextCursor: string };

    expect((await list(`?code=TOO_LONG&cursor=${nextCursor}`)).status).toBe(400);
  });

  it.each([
    ['while the import goes on', { startedAt: AT }, '1', /Try again later/],
    ['of a file that was never read', { failure: { code: 'NO_ROWS', detail: 'x' } }, null, /ended before/],
    ['of an import cancelled before its start', { cancelledAt: AT }, null, /ended before/],
  ])('answers 404 %s', async (_, overrides, retryAfter, detail) => {
    const { list, readIssues } = setUp(overrides);

    const response = await list();

    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([404, 'REPORT_NOT_READY']);
    expect(problem.detail).toMatch(detail);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(readIssues).not.toHaveBeenCalled();
  });

  it('answers 404 when the object isn’t there', async () => {
    const { list, readIssues } = setUp();
    readIssues.mockResolvedValue(undefined);

    expect((await list()).status).toBe(404);
  });

  it('keeps another caller’s issues to itself', async () => {
    const { list, readIssues } = setUp({ caller: 'bob', completedAt: AT });

    expect(await (await list()).json()).toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    expect(readIssues).not.toHaveBeenCalled();
  });
});
