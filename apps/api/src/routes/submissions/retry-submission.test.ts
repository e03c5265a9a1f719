import {
  type ItemResult,
  newSubmissionId,
  productIdOf,
  submissionIdForKey,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { Intake } from '../../deps.ts';
import { accepted } from '../../openapi/examples.ts';
import { streamOf, testApp } from '../../testing/test-app.ts';

function setUp(record: SubmissionRecord, results: ItemResult[], ...others: SubmissionRecord[]) {
  const submit = vi.fn<Intake['submit']>(() =>
    Promise.resolve({
      status: 202,
      headers: { 'content-type': 'application/json', location: accepted.links.self },
      body: JSON.stringify(accepted),
    }),
  );
  const app = testApp({
    intake: { submit },
    submissions: { get: (id) => Promise.resolve([record, ...others].find((stored) => stored.id === id)) },
    reports: { results: () => streamOf(...results) },
  });
  return {
    submit,
    retry: (headers: Record<string, string> = {}, query = '') =>
      app.request(`/submissions/${record.id}/retry${query}`, { method: 'POST', headers }),
    /** Reads a request to the intake. */
    sent: (call = 0) => {
      const { headers = {}, body } = submit.mock.calls[call]?.[0] ?? {};
      return {
        key: headers['idempotency-key'],
        items: (JSON.parse(new TextDecoder().decode(body)) as { items: unknown[] }).items,
      };
    },
  };
}

const failed = (index: number, fields: Partial<ItemResult> = {}): ItemResult => ({
  index,
  outcome: 'failed',
  product: { name: `number ${index}` },
  ...fields,
});

describe('POST /submissions/{id}/retry', () => {
  it('sends what failed, and only that, with its first identity, in the order of the submission', async () => {
    const record = submissionRecord({ total: 4, saved: new Set([0, 1]), failed: new Set([1, 2, 3]) });
    const ofFirstTry = productIdOf({ submissionId: newSubmissionId(), index: 8 });
    const { retry, submit, sent } = setUp(record, [
      failed(3, { productId: ofFirstTry }),
      failed(2),
      failed(2),
      failed(1),
      { index: 0, outcome: 'saved' },
    ]);

    const response = await retry({ 'idempotency-key': 'k-1', 'content-type': 'text/plain' });

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(accepted.links.self);
    expect(submit.mock.calls[0]?.[0]).toMatchObject({
      method: 'POST',
      path: `/submissions/${record.id}/retry`,
      query: '',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1', 'x-request-id': 'made-here' },
    });
    expect(sent().items).toEqual([
      {
        index: 2,
        productId: productIdOf({ submissionId: record.id, index: 2 }),
        product: { name: 'number 2' },
      },
      { index: 3, productId: ofFirstTry, product: { name: 'number 3' } },
    ]);
  });

  it('submits what a cancelled import left unsaved', async () => {
    const record = submissionRecord({ total: 3, cancelled: new Set([0, 1]), saved: new Set([1, 2]) });
    const { retry, sent } = setUp(record, [
      failed(0, { outcome: 'cancelled' }),
      failed(1, { outcome: 'cancelled' }),
    ]);

    expect((await retry()).status).toBe(202);
    expect(sent().items).toMatchObject([{ index: 0, product: { name: 'number 0' } }]);
  });

  it('has a key of its own for each set of failed items, if it comes without one', async () => {
    const record = submissionRecord({ total: 3, failed: new Set([0, 1]) });
    const results = [failed(1), failed(0), failed(2)];
    const first = setUp(record, results);
    const more = setUp({ ...record, failed: new Set([0, 1, 2]) }, results);
    const other = setUp({ ...record, id: newSubmissionId() }, results);

    await first.retry();
    await first.retry();
    await more.retry();
    await other.retry();

    expect(first.sent(0).key).toMatch(/^retry:[0-9a-f-]{36}$/);
    expect(first.sent(1).key).toBe(first.sent(0).key);
    expect(new Set([first.sent().key, more.sent().key, other.sent().key]).size).toBe(3);
  });

  it.each([
    ['another item has failed', { failed: new Set([0, 1, 2]) }],
    ['all have been saved', { failed: new Set([0, 1]), saved: new Set([0, 1]) }],
  ])('sends the same again under the same key when %s since', async (_, since) => {
    const record = submissionRecord({ total: 3, ...since });
    const earlier = submissionRecord({
      id: submissionIdForKey('anonymous', 'k-1'),
      retryOf: { submissionId: record.id, indexes: new Set([0, 1]) },
    });
    const { retry, sent } = setUp(record, [failed(0), failed(1), failed(2)], earlier);

    const response = await retry({ 'idempotency-key': '"k-1"' });

    expect(response.status).toBe(202);
    expect(sent().items).toMatchObject([{ index: 0 }, { index: 1 }]);
  });

  it('leaves it to the intake to refuse the key of another submission’s retry', async () => {
    const record = submissionRecord({ total: 3, failed: new Set([2]) });
    const earlier = submissionRecord({
      id: submissionIdForKey('anonymous', 'k-1'),
      retryOf: { submissionId: newSubmissionId(), indexes: new Set([0]) },
    });
    const { retry, sent } = setUp(record, [failed(0), failed(2)], earlier);

    await retry({ 'idempotency-key': 'k-1' });

    expect(sent().items).toMatchObject([{ index: 2 }]);
  });

  it('answers 400 to a malformed key', async () => {
    const { retry, submit } = setUp(submissionRecord({ failed: new Set([0]) }), [failed(0)]);

    expect((await retry({ 'idempotency-key': '""' })).status).toBe(400);
    expect(submit).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<SubmissionRecord>]>([
    ['nothing failed', { saved: new Set([0]) }],
    ['what failed can’t be sent again', { failed: new Set([0]) }],
  ])('answers 422 when %s', async (_, overrides) => {
    const { retry, submit } = setUp(submissionRecord(overrides), [{ index: 0, outcome: 'failed' }]);

    const response = await retry();

    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'NOTHING_TO_RETRY' });
    expect(submit).not.toHaveBeenCalled();
  });

  it.each(['?dryRun=true', '?dryrun=true', '?nonsense=1'])(
    'answers 400 to %s, names the parameter and submits nothing',
    async (query) => {
      const { retry, submit } = setUp(submissionRecord({ failed: new Set([0]) }), [failed(0)]);

      const response = await retry({}, query);

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: 'INVALID_REQUEST',
        detail: expect.stringContaining(query.slice(1, query.indexOf('='))) as string,
      });
      expect(submit).not.toHaveBeenCalled();
    },
  );

  it('retries no other caller’s submission', async () => {
    const { retry } = setUp(submissionRecord({ caller: 'somebody else', failed: new Set([0]) }), [failed(0)]);

    expect((await retry()).status).toBe(404);
  });
});
