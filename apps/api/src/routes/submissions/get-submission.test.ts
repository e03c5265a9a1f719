import type { SubmissionRecord } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../testing/test-app.ts';

function setUp(record: SubmissionRecord) {
  return testApp({ submissions: { get: () => Promise.resolve(record) } });
}

describe('GET /submissions/{id}', () => {
  it('answers status and counts, and when to ask again while items are pending', async () => {
    const record = submissionRecord({ total: 2, saved: new Set([1]) });

    const response = await setUp(record).request(`/submissions/${record.id}`);

    expect(response.status).toBe(200);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({
      submissionId: record.id,
      status: 'processing',
      counts: { total: 2, saved: 1, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 1 },
      reportReady: false,
    });
  });

  it('asks for no further look once it is complete', async () => {
    const record = submissionRecord({ saved: new Set([0]) });

    const response = await setUp(record).request(`/submissions/${record.id}`);

    expect(response.headers.has('retry-after')).toBe(false);
    expect(await response.json()).toMatchObject({ status: 'completed' });
  });

  it('says overdue as of now, whatever was stored', async () => {
    const record = submissionRecord({ deadlineAt: '2026-01-31T09:29:59.999Z' });

    const response = await setUp(record).request(`/submissions/${record.id}`);

    expect(await response.json()).toMatchObject({ status: 'overdue' });
  });

  it('answers the same 404 for another caller’s submission as for none, save for the path', async () => {
    const record = submissionRecord({ caller: 'somebody else' });

    const others = await setUp(record).request(`/submissions/${record.id}`);
    const none = await testApp().request(`/submissions/${record.id}`);

    expect(others.status).toBe(404);
    expect(await others.text()).toBe(await none.text());
  });

  it('takes an id in capitals, and answers it in lower case', async () => {
    const record = submissionRecord();
    const submissions = { get: (id: string) => Promise.resolve(id === record.id ? record : undefined) };

    const response = await testApp({ submissions }).request(`/submissions/${record.id.toUpperCase()}`);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ submissionId: record.id });
  });

  it('answers 404 for what is no id', async () => {
    const response = await setUp(submissionRecord()).request('/submissions/1');

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'SUBMISSION_NOT_FOUND' });
  });
});
