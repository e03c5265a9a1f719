import type { ItemResult, SubmissionRecord } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { Intake } from '../../deps.ts';
import { accepted } from '../../openapi/examples.ts';
import { streamOf, testApp } from '../../testing/test-app.ts';

function setUp(record: SubmissionRecord, ...results: ItemResult[]) {
  const submit = vi.fn<Intake['submit']>(() =>
    Promise.resolve({
      status: 202,
      headers: { 'content-type': 'application/json', location: accepted.links.self },
      body: JSON.stringify(accepted),
    }),
  );
  const app = testApp({
    intake: { submit },
    submissions: { get: () => Promise.resolve(record) },
    reports: { results: () => streamOf(...results) },
  });
  return {
    submit,
    retry: (headers: Record<string, string> = {}, query = '') =>
      app.request(`/submissions/${record.id}/retry${query}`, { method: 'POST', headers }),
  };
}

describe('POST /submissions/{id}/retry', () => {
  it('submits what failed, and only that, as a batch in the order of the submission', async () => {
    const record = submissionRecord({ total: 4, saved: new Set([0, 1]), failed: new Set([1, 2, 3]) });
    const { retry, submit } = setUp(
      record,
      { index: 3, outcome: 'failed', product: { name: 'three' } },
      { index: 2, outcome: 'failed', product: { name: 'two' } },
      { index: 2, outcome: 'failed', product: { name: 'two' } },
      { index: 1, outcome: 'failed', product: { name: 'saved in the meantime' } },
      { index: 0, outcome: 'saved' },
    );

    const response = await retry({ 'idempotency-key': 'k-1', 'content-type': 'text/plain' });

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(accepted.links.self);
    const request = submit.mock.calls[0]?.[0];
    expect(request).toMatchObject({
      method: 'POST',
      path: '/products/batch',
      query: '',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1', 'x-request-id': 'made-here' },
    });
    expect(JSON.parse(new TextDecoder().decode(request?.body))).toEqual({
      items: [{ name: 'two' }, { name: 'three' }],
    });
  });

  it.each<[string, Partial<SubmissionRecord>]>([
    ['nothing failed', { saved: new Set([0]) }],
    ['what failed can’t be sent again', { failed: new Set([0]) }],
  ])('answers 422 when %s', async (_, overrides) => {
    const { retry, submit } = setUp(submissionRecord(overrides), { index: 0, outcome: 'failed' });

    const response = await retry();

    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'NOTHING_TO_RETRY' });
    expect(submit).not.toHaveBeenCalled();
  });

  it.each(['?dryRun=true', '?dryrun=true', '?nonsense=1'])(
    'answers 400 to %s, names the parameter and submits nothing',
    async (query) => {
      const { retry, submit } = setUp(submissionRecord({ failed: new Set([0]) }), {
        index: 0,
        outcome: 'failed',
        product: { name: 'zero' },
      });

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
    const { retry } = setUp(submissionRecord({ caller: 'somebody else', failed: new Set([0]) }));

    expect((await retry()).status).toBe(404);
  });
});
