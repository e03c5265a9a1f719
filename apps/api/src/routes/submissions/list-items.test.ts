import { productIdOf, submissionIdForKey, type SubmissionRecord } from '@async-catalog/product-schema';
import { finishedRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ReportReader } from '@async-catalog/report-builder';
import { report } from '../../openapi/examples.ts';
import { streamOf, testApp } from '../../testing/test-app.ts';
import { buildCursor } from '../cursors.ts';

type Page = { items: { index: number; outcome: string }[]; nextCursor?: string };

function setUp(record: SubmissionRecord, reports: Partial<ReportReader> = {}) {
  const app = testApp({ submissions: { get: () => Promise.resolve(record) }, reports });
  return async (query = '') => {
    const response = await app.request(`/submissions/${record.id}/items${query}`);
    return { status: response.status, page: (await response.json()) as Page };
  };
}

const unexpected = () => Promise.reject(new Error('not expected'));

const rejected = {
  index: 1,
  sku: 'A-2',
  errors: [
    { pointer: '/name', code: 'REQUIRED' as const, detail: 'is missing; send a string' },
    { pointer: '/price', code: 'TOO_SMALL' as const, detail: 'is negative; send 0 or more' },
  ],
};

describe('GET /submissions/{id}/items', () => {
  it('lists what the report says about each item', async () => {
    const record = finishedRecord({ total: 2, rejected: 1, rejectedIndexes: new Set([1]) });
    const get = setUp(record, { report: () => Promise.resolve(report) });

    const { page } = await get();

    expect(page).toEqual({
      items: [
        {
          index: 0,
          productId: report.items[0]?.productId,
          sku: 'TEA-IRON-08',
          op: 'put',
          outcome: 'saved',
          change: 'created',
        },
        {
          index: 1,
          sku: 'TEA-CUP-02',
          outcome: 'rejected',
          error: {
            pointer: '/price',
            code: 'TOO_MANY_DECIMALS',
            detail: 'has more than the 2 decimals of EUR; round it',
          },
        },
      ],
    });
  });

  it('says what a patch changed before the report is written, and takes no warning for an error', async () => {
    const get = setUp(finishedRecord({ settlements: 2 }), {
      results: () =>
        streamOf({
          index: 0,
          op: 'patch',
          outcome: 'saved',
          change: 'updated',
          changedFields: ['price'],
          currency: 'EUR',
          price: 0,
          priceBefore: 1,
          currencyBefore: 'EUR',
        }),
    });

    expect((await get()).page.items).toEqual([
      { index: 0, op: 'patch', outcome: 'saved', change: 'updated' },
    ]);
  });

  it('names the item that superseded one, and the operation of a rejected one', async () => {
    const record = finishedRecord({
      total: 3,
      rejected: 1,
      rejectedIndexes: new Set([1]),
      saved: new Set(),
      superseded: new Set([0, 2]),
      settlements: 2,
    });
    const supersededAt = '2026-01-31T09:29:59.000Z';
    const supersededBySubmission = submissionIdForKey('shop-1', 'newer');
    const get = setUp(record, {
      results: () =>
        streamOf(
          {
            index: 0,
            op: 'patch',
            outcome: 'superseded',
            supersededAt,
            supersededBy: 4,
            supersededBySubmission,
          },
          { index: 2, outcome: 'superseded', supersededBy: 5 },
        ),
      rejectedItems: () => Promise.resolve([{ ...rejected, op: 'delete' as const }]),
    });

    expect((await get()).page.items).toEqual([
      {
        index: 0,
        op: 'patch',
        outcome: 'superseded',
        supersededAt,
        supersededBy: 4,
        supersededBySubmission,
      },
      { index: 1, sku: 'A-2', op: 'delete', outcome: 'rejected', error: rejected.errors[0] },
      { index: 2, op: 'put', outcome: 'superseded', supersededBy: 5 },
    ]);
  });

  it('says the line of an item of NDJSON', async () => {
    const record = finishedRecord({ total: 2, rejected: 1, rejectedIndexes: new Set([1]), settlements: 2 });
    const get = setUp(record, {
      results: () => streamOf({ index: 0, line: 1, outcome: 'saved' }),
      rejectedItems: () => Promise.resolve([{ ...rejected, line: 4 }]),
    });

    expect((await get()).page.items).toMatchObject([
      { index: 0, line: 1 },
      { index: 1, line: 4 },
    ]);
  });

  it('reads of a large report what holds the page, and nothing for items that are pending', async () => {
    const indexes = [...Array(1000).keys()];
    const blocks = { items: [1, 2], issues: [0, 1] };
    const record = finishedRecord({
      total: 1000,
      saved: new Set(indexes.slice(0, 500)),
      failed: new Set([150, 420, 630]),
      reportBlocks: blocks,
    });
    const issue = { index: 630, severity: 'error', code: 'THROTTLED', pointer: '', detail: 'late' } as const;
    const reportSlice = vi.fn<ReportReader['reportSlice']>((_id, _report, { first, last }) =>
      Promise.resolve({
        items: indexes
          .slice(first, last + 1)
          .map((index) => ({ index, sku: `S-${index}`, outcome: 'saved' })),
        issues: [issue],
      }),
    );
    const get = setUp(record, { reportSlice, report: unexpected, rejectedItems: unexpected });

    const { page } = await get(`?limit=10&cursor=${buildCursor(`items/${record.id}/`, 100)}`);
    expect(page.items).toHaveLength(10);
    expect(page.items[0]).toMatchObject({ index: 100, sku: 'S-100' });
    const failed = await get('?outcome=failed');
    expect(failed.page.items).toMatchObject([{ index: 630, error: { code: 'THROTTLED' } }]);
    await get('?outcome=pending&limit=5');

    const written = { settlements: record.settlements, blocks };
    expect(reportSlice.mock.calls).toEqual([
      [record.id, written, { first: 100, last: 109 }],
      [record.id, written, { first: 630, last: 630 }],
    ]);
  });

  it('takes outcomes from the record, and the rest from the results, where the report is behind', async () => {
    const record = finishedRecord({ failed: new Set([0]), settlements: 2 });
    const get = setUp(record, { report: () => Promise.reject(new Error('not expected')) });

    expect((await get()).page.items).toEqual([{ index: 0, outcome: 'saved' }]);
  });

  it('lists what is known so far before there is a report', async () => {
    const record = submissionRecord({
      total: 5,
      rejected: 1,
      rejectedIndexes: new Set([1]),
      saved: new Set([0]),
      failed: new Set([2, 3]),
      settlements: 2,
    });
    const productId = productIdOf({ submissionId: record.id, index: 0 });
    const throttled = { code: 'THROTTLED', pointer: '', detail: 'was throttled' };
    const tooLong = { code: 'TOO_LONG', pointer: '/name', detail: 'is too long' };
    const get = setUp(record, {
      rejectedItems: () => Promise.resolve([rejected]),
      results: () =>
        streamOf(
          { index: 0, productId, outcome: 'failed', error: throttled },
          { index: 0, sku: 'A-1', outcome: 'saved' },
          { index: 2, outcome: 'failed', error: tooLong },
        ),
    });

    expect((await get()).page.items).toEqual([
      { index: 0, productId, sku: 'A-1', outcome: 'saved' },
      { index: 1, sku: 'A-2', outcome: 'rejected', error: rejected.errors[0] },
      { index: 2, outcome: 'failed', error: tooLong },
      {
        index: 3,
        outcome: 'failed',
        error: {
          code: 'REASON_UNKNOWN',
          pointer: '',
          detail: 'was not saved; the reason is not known',
        },
      },
      { index: 4, outcome: 'pending' },
    ]);
  });

  it('falls back on the results when the report is gone', async () => {
    const get = setUp(finishedRecord());

    expect((await get()).page.items).toEqual([{ index: 0, outcome: 'saved' }]);
  });

  it('reaches every item once by following the cursors, of one outcome too', async () => {
    const record = submissionRecord({ total: 7, saved: new Set([1, 3, 5]) });
    const get = setUp(record);

    for (const [filter, expected] of [
      ['', [0, 1, 2, 3, 4, 5, 6]],
      ['&outcome=pending', [0, 2, 4, 6]],
      ['&outcome=saved', [1, 3, 5]],
      ['&outcome=failed', []],
    ] as const) {
      const indexes: number[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const { page } = await get(`?limit=2${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        indexes.push(...page.items.map(({ index }) => index));
        cursor = page.nextCursor;
      }

      expect(indexes).toEqual(expected);
    }
  });

  it.each([
    [0, 200],
    [6, 200],
    [7, 400],
    [-1, 400],
    [1.5, 400],
    ['', 400],
    ['0', 400],
    [null, 400],
  ])('goes on at item %j of 7 with %i', async (position, expected) => {
    const record = submissionRecord({ total: 7 });
    const cursor = buildCursor(`items/${record.id}/`, position);

    const { status } = await setUp(record)(`?cursor=${cursor}`);

    expect(status).toBe(expected);
  });

  it('answers 400 to an empty cursor', async () => {
    expect((await setUp(submissionRecord())('?cursor=')).status).toBe(400);
  });

  it('answers 400 to an unknown outcome', async () => {
    const { status, page } = await setUp(submissionRecord())('?outcome=lost');

    expect(status).toBe(400);
    expect(page).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('outcome') as string,
    });
  });

  it('keeps another caller’s items to itself', async () => {
    const { status } = await setUp(submissionRecord({ caller: 'somebody else' }))();

    expect(status).toBe(404);
  });
});
