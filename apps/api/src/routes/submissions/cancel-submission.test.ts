import type { Problem, SubmissionRecord } from '@async-catalog/product-schema';
import { finishedRecord, importRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { SubmissionStore } from '../../core/ports.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const AT = '2026-01-31T09:29:00.000Z';

function setUp(stored: SubmissionRecord | undefined) {
  let record = stored;
  const cancel = vi.fn<SubmissionStore['cancel']>((_, cancelledAt) =>
    Promise.resolve(record && (record = { cancelledAt, ...record })),
  );
  const app = testApp({ submissions: { get: () => Promise.resolve(record), cancel } });
  const post = (query = '') =>
    app.request(`/submissions/${submissionRecord().id}/cancel${query}`, { method: 'POST' });
  return { post, cancel };
}

describe('POST /submissions/{id}/cancel', () => {
  it('marks a submission that is not complete, and answers with it', async () => {
    const record = submissionRecord({ total: 3, saved: new Set([0]), settlements: 1 });
    const { post, cancel } = setUp(record);

    const response = await post();

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/submissions/${record.id}`);
    expect(await response.json()).toMatchObject({
      submissionId: record.id,
      status: 'processing',
      cancelledAt: NOW.toISOString(),
      counts: { total: 3, saved: 1, pending: 2 },
    });
    expect(cancel).toHaveBeenCalledExactlyOnceWith(record.id, NOW.toISOString());
  });

  it('may be repeated, which leaves the time of the first', async () => {
    const { post } = setUp(submissionRecord({ cancelledAt: AT }));

    const response = await post();

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status: 'queued', cancelledAt: AT });
  });

  it.each([
    ['of which some was cancelled', 'cancelled', { total: 2, cancelled: new Set([1]) }],
    ['of which all was about to be saved', 'completed', {}],
  ])('may be repeated once it is complete, %s', async (_, status, fields) => {
    const { post, cancel } = setUp(finishedRecord({ cancelledAt: AT, ...fields }));

    const response = await post();

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status, cancelledAt: AT });
    expect(cancel).not.toHaveBeenCalled();
  });

  it.each([
    ['is complete', finishedRecord(), 409, 'SUBMISSION_ENDED'],
    [
      'is complete, with items that failed',
      finishedRecord({ saved: new Set(), failed: new Set([0]) }),
      409,
      'SUBMISSION_ENDED',
    ],
    ['is another caller’s', submissionRecord({ caller: 'bob' }), 404, 'SUBMISSION_NOT_FOUND'],
    ['is not there', undefined, 404, 'SUBMISSION_NOT_FOUND'],
  ])('refuses a submission that %s, and leaves it as it is', async (_, record, status, code) => {
    const { post, cancel } = setUp(record);

    const response = await post();

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([status, code]);
    expect(cancel).not.toHaveBeenCalled();
  });

  it('refuses a chunk of an import, and says how to cancel that', async () => {
    const importId = importRecord().id;
    const { post, cancel } = setUp(submissionRecord({ importId, chunk: 0 }));

    const response = await post();

    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      code: 'SUBMISSION_OF_IMPORT',
      detail: expect.stringContaining(`POST /imports/${importId}/cancel`) as string,
    });
    expect(cancel).not.toHaveBeenCalled();
  });

  it('answers what the record says when it becomes complete meanwhile', async () => {
    const { post, cancel } = setUp(submissionRecord());
    cancel.mockResolvedValue(finishedRecord({ cancelledAt: AT }));

    const response = await post();

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status: 'completed', cancelledAt: AT });
  });

  it('does not find a submission that expires meanwhile', async () => {
    const { post, cancel } = setUp(submissionRecord());
    cancel.mockResolvedValue(undefined);

    expect((await post()).status).toBe(404);
  });

  it('refuses any query', async () => {
    const { post, cancel } = setUp(submissionRecord());

    expect((await post('?dryRun=true')).status).toBe(400);
    expect(cancel).not.toHaveBeenCalled();
  });
});
