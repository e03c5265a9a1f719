import { dependencyUnavailable } from '@async-catalog/http-contract';
import type { SubmissionRecord } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { SubmissionStore } from '../../core/ports.ts';
import type { Log } from '../../deps.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

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

/** Serves one record after the other, and the last one for ever. Time passes in pauses only. */
function setUpWaiting(...states: [Partial<SubmissionRecord>, ...Partial<SubmissionRecord>[]]) {
  const { id } = submissionRecord();
  let passedMs = 0;
  let reads = 0;
  const get = vi.fn<SubmissionStore['get']>(() => {
    reads += 1;
    const state = states[Math.min(reads, states.length) - 1];
    return Promise.resolve(state && submissionRecord({ id, total: 2, ...state }));
  });
  const log = { info: () => undefined, error: vi.fn<Log['error']>() };
  const app = testApp({
    submissions: { get },
    log,
    now: () => new Date(NOW.getTime() + passedMs),
    pause: (ms, signal) => {
      passedMs += ms;
      return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  });
  const read = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
    app.request(`/submissions/${id}`, { headers, ...init });
  return { get, log, read, passed: () => passedMs };
}

const etagOf = (response: Response) => response.headers.get('etag') ?? '';

describe('GET /submissions/{id} with an ETag', () => {
  it('answers 304 to the ETag that it gave, and 200 once anything of the answer differs', async () => {
    const { read } = setUpWaiting({}, {}, { saved: new Set([0]) });
    const first = await read();

    const same = await read({ 'if-none-match': etagOf(first) });
    const other = await read({ 'if-none-match': etagOf(first) });

    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect([same.status, await same.text(), etagOf(same)]).toEqual([304, '', etagOf(first)]);
    expect(same.headers.get('retry-after')).toBe('1');
    expect(other.status).toBe(200);
    expect(etagOf(other)).toMatch(/^"[0-9a-f]{32}"$/);
    expect(etagOf(other)).not.toBe(etagOf(first));
  });

  it('keeps the ETag when a repeated settlement changes nothing of the answer', async () => {
    const { read } = setUpWaiting({ saved: new Set([0]) }, { saved: new Set([0]), settlements: 5 });

    expect(etagOf(await read())).toBe(etagOf(await read()));
  });

  it('waits for a change, and answers it', async () => {
    const { read, get } = setUpWaiting({}, {}, {}, { saved: new Set([0]) });
    const etag = etagOf(await read());

    const response = await read({ 'if-none-match': etag, prefer: 'wait=20' });

    expect(response.status).toBe(200);
    expect(response.headers.get('preference-applied')).toBe('wait=20');
    expect(await response.json()).toMatchObject({ status: 'processing', counts: { saved: 1 } });
    expect(get).toHaveBeenCalledTimes(4);
  });

  it('sees it become overdue, which no write says', async () => {
    const { read, passed } = setUpWaiting({ deadlineAt: new Date(NOW.getTime() + 3000).toISOString() });
    const etag = etagOf(await read());

    const response = await read({ 'if-none-match': etag, prefer: 'wait=20' });

    expect(await response.json()).toMatchObject({ status: 'overdue' });
    expect(passed()).toBeLessThanOrEqual(3500);
  });

  it('answers 304 at the deadline when nothing changes', async () => {
    const { read, passed } = setUpWaiting({});
    const etag = etagOf(await read());

    const response = await read({ 'if-none-match': etag, prefer: 'wait=2' });

    expect(response.status).toBe(304);
    expect(response.headers.get('preference-applied')).toBe('wait=2');
    expect(passed()).toBe(2000);
  });

  it('doesn’t wait without one, nor with one that is older', async () => {
    const { read, passed } = setUpWaiting({});

    const answers = [
      await read({ prefer: 'wait=5' }),
      await read({ prefer: 'wait=5', 'if-none-match': '"x"' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('preference-applied'))).toEqual([null, null]);
    expect(passed()).toBe(0);
  });

  it('answers 404 when it expires during the wait, or turns out to be another caller’s', async () => {
    const { id } = submissionRecord();
    for (const later of [undefined, submissionRecord({ id, caller: 'somebody else' })]) {
      const get = vi.fn<SubmissionStore['get']>(() => Promise.resolve(submissionRecord({ id, total: 2 })));
      const app = testApp({ submissions: { get } });
      const headers = { 'if-none-match': etagOf(await app.request(`/submissions/${id}`)), prefer: 'wait=5' };
      get.mockResolvedValueOnce(submissionRecord({ id, total: 2 })).mockResolvedValueOnce(later);

      expect((await app.request(`/submissions/${id}`, { headers })).status).toBe(404);
    }
  });

  it('logs nothing when the client leaves while it waits', async () => {
    const { read, log, get } = setUpWaiting({});
    const etag = etagOf(await read());

    await read({ 'if-none-match': etag, prefer: 'wait=5' }, { signal: AbortSignal.abort() });

    expect(log.error).not.toHaveBeenCalled();
    expect(get).toHaveBeenCalledTimes(2);
  });

  it('answers 503 when a read fails during the wait', async () => {
    const { read, get } = setUpWaiting({});
    const etag = etagOf(await read());
    const serve = get.getMockImplementation()!;
    get.mockImplementationOnce(serve).mockRejectedValueOnce(dependencyUnavailable('It is out.', undefined));

    expect((await read({ 'if-none-match': etag, prefer: 'wait=5' })).status).toBe(503);
  });
});
