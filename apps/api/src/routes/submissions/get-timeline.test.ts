import { newSubmissionId, retryEntry } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../auth/authenticate.ts';
import { testApp } from '../../testing/test-app.ts';

describe('GET /submissions/{id}/timeline', () => {
  it('answers what the record knows, in order of time', async () => {
    const retry = { id: newSubmissionId(), createdAt: '2026-01-31T09:31:00.000Z' };
    const record = submissionRecord({
      total: 2,
      queuedAt: '2026-01-31T09:30:00.100Z',
      firstSavedAt: '2026-01-31T09:30:00.300Z',
      lastSavedAt: '2026-01-31T09:30:00.300Z',
      completedAt: '2026-01-31T09:30:00.500Z',
      saved: new Set([0]),
      failed: new Set([1]),
      retries: new Set([retryEntry(retry)]),
    });
    const app = testApp({ submissions: { get: () => Promise.resolve(record) } });

    const response = await app.request(`/submissions/${record.id.toUpperCase()}/timeline`);

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      submissionId: record.id,
      events: [
        { event: 'accepted', at: '2026-01-31T09:30:00.000Z' },
        { event: 'queued', at: '2026-01-31T09:30:00.100Z' },
        { event: 'first_saved', at: '2026-01-31T09:30:00.300Z' },
        { event: 'last_saved', at: '2026-01-31T09:30:00.300Z' },
        { event: 'completed', at: '2026-01-31T09:30:00.500Z', status: 'completed_with_errors' },
        { event: 'retried', at: retry.createdAt, submissionId: retry.id },
      ],
    });
  });

  it('answers 404 for another caller’s submission', async () => {
    const record = submissionRecord({ caller: 'somebody else' });
    const app = testApp({ submissions: { get: () => Promise.resolve(record) } });

    const response = await app.request(`/submissions/${record.id}/timeline`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'SUBMISSION_NOT_FOUND' });
  });

  it.each(['*', 'bob'])('answers another caller’s (%s) to operators only', async (caller) => {
    const record = submissionRecord({ caller: 'bob' });
    const get = (scope: Scope, query = `?caller=${caller}`) =>
      testApp({
        submissions: { get: () => Promise.resolve(record) },
        authenticate: () =>
          Promise.resolve({ caller: 'olga', scopes: new Set(['catalog:read', scope] as const) }),
      }).request(`/submissions/${record.id}/timeline${query}`, { headers: { authorization: 'Bearer t' } });

    const [answer, refusal, own, carols] = await Promise.all([
      get('catalog:operate'),
      get('catalog:write'),
      get('catalog:operate', ''),
      get('catalog:operate', '?caller=carol'),
    ]);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ submissionId: record.id });
    expect(refusal.status).toBe(403);
    expect(await refusal.json()).toMatchObject({
      detail: 'Another caller’s submission needs the scope catalog:operate. Get an access token that has it.',
    });
    expect([own.status, carols.status]).toEqual([404, 404]);
  });

  it('refuses a query', async () => {
    const response = await testApp().request(`/submissions/${newSubmissionId()}/timeline?limit=5`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});
