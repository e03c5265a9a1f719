import { type Import, type ImportRecord } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportQueue, ImportStore } from '../../core/ports.ts';
import type { Log } from '../../deps.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const started = { startedAt: secondsAgo(10), queuedAt: secondsAgo(10) };
const processing = { ...started, begunAt: secondsAgo(9) };

/** Serves one record after the other, and the last one for ever. Time passes in pauses only. */
function setUp(...states: [Partial<ImportRecord>, ...Partial<ImportRecord>[]]) {
  let reads = 0;
  let passedMs = 0;
  const record = () => importRecord(states[Math.min(reads, states.length) - 1]);
  const get = vi.fn<ImportStore['get']>(() => {
    reads += 1;
    return Promise.resolve(record());
  });
  const setTime = vi.fn<ImportStore['setTime']>((_, field, time) =>
    Promise.resolve({ ...record(), [field]: time }),
  );
  const send = vi.fn<ImportQueue['send']>(() => Promise.resolve());
  const log = { info: () => undefined, error: vi.fn<Log['error']>() };
  const app = testApp({
    imports: { get, setTime },
    importQueue: { send },
    log,
    now: () => new Date(NOW.getTime() + passedMs),
    pause: (ms, signal) => {
      passedMs += ms;
      return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  });
  const path = `/imports/${importRecord().id}`;
  const read = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
    app.request(path, { headers, ...init });
  return { read, app, path, get, setTime, send, log, passed: () => passedMs };
}

describe('GET /imports/{id}', () => {
  it('answers URLs of the next parts while the file is being uploaded, and no ETag that could keep them', async () => {
    const { read } = setUp({ parts: {} });

    const response = await read({ 'if-none-match': '*', prefer: 'wait=20' });

    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('retry-after')).toBe('1');
    expect(((await response.json()) as Import).upload).toMatchObject({
      received: [],
      parts: [{ number: 1 }],
    });
  });

  it('answers progress with a strong ETag', async () => {
    const { read } = setUp({ ...processing, items: 5, chunks: { 0: { settlements: 1, saved: 2 } } });

    const response = await read();

    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('retry-after')).toBe('1');
    const body = (await response.json()) as Import;
    expect(body).toMatchObject({ status: 'processing', counts: { total: 5, saved: 2, pending: 3 } });
    expect(body).not.toHaveProperty('upload');
  });

  it('asks nobody to come back to an import that has ended', async () => {
    const { read } = setUp({ ...processing, chunkTotal: 0, completedAt: secondsAgo(1) });

    const response = await read();

    expect(await response.json()).toMatchObject({ status: 'completed', reportReady: true });
    expect(response.headers.get('retry-after')).toBeNull();
  });

  it('answers 304 to the ETag that it gave, 200 to another', async () => {
    const { read } = setUp(processing);
    const etag = (await read()).headers.get('etag') ?? '';

    const unchanged = await read({ 'if-none-match': `"other", W/${etag}` });
    const changed = await read({ 'if-none-match': '"other"' });

    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    expect(unchanged.headers.get('etag')).toBe(etag);
    expect(changed.status).toBe(200);
  });

  it('waits for a change, and answers it', async () => {
    const { read, get } = setUp(processing, processing, processing, { ...processing, items: 1 });
    const etag = (await read()).headers.get('etag') ?? '';

    const response = await read({ 'if-none-match': etag, prefer: 'wait=20' });

    expect(response.status).toBe(200);
    expect(response.headers.get('preference-applied')).toBe('wait=20');
    expect(await response.json()).toMatchObject({ rows: { read: 1 } });
    expect(get).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['wait=2', 2000],
    ['wait=1000', 20_000],
  ])('answers 304 when nothing changes (%s)', async (prefer, ms) => {
    const { read, get, passed } = setUp(processing);
    const etag = (await read()).headers.get('etag') ?? '';

    const response = await read({ 'if-none-match': etag, prefer });

    expect(response.status).toBe(304);
    expect(response.headers.get('preference-applied')).toBe(`wait=${ms / 1000}`);
    expect(passed()).toBe(ms);
    // Every half a second, besides the first ones and those of this test.
    expect(get.mock.calls.length).toBeLessThan(ms / 500 + 10);
  });

  it('doesn’t wait without an ETag, nor for one that is older', async () => {
    const { read, passed } = setUp(processing);

    const either = [
      await read({ prefer: 'wait=5' }),
      await read({ prefer: 'wait=5', 'if-none-match': '"x"' }),
    ];

    expect(either.map(({ status }) => status)).toEqual([200, 200]);
    expect(either.map(({ headers }) => headers.get('preference-applied'))).toEqual([null, null]);
    expect(passed()).toBe(0);
  });

  it('logs nothing when the client leaves while it waits', async () => {
    const { read, log } = setUp(processing);
    const etag = (await read()).headers.get('etag') ?? '';

    await read({ 'if-none-match': etag, prefer: 'wait=5' }, { signal: AbortSignal.abort() });

    expect(log.error).not.toHaveBeenCalled();
  });

  it.each([
    ['another caller’s', { caller: 'bob' }],
    ['one that isn’t there', undefined],
  ])('answers 404 for %s', async (_, overrides) => {
    const app = testApp({
      imports: { get: () => Promise.resolve(overrides && importRecord(overrides)) },
    });

    const response = await app.request(`/imports/${importRecord().id}`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'IMPORT_NOT_FOUND',
      detail: 'You have no import with this id. Imports are kept for 30 days.',
    });
  });

  it('takes an id in capitals, and reads nothing by what is no id', async () => {
    const { app, path, get } = setUp(processing);

    expect((await app.request(path.toUpperCase().replace('IMPORTS', 'imports'))).status).toBe(200);
    expect((await app.request('/imports/x')).status).toBe(404);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('refuses a query', async () => {
    const { app, path } = setUp(processing);

    expect((await app.request(`${path}?wait=5`)).status).toBe(400);
  });
});

const complete = {
  ...processing,
  startedAt: secondsAgo(600),
  chunkTotal: 1,
  chunks: { 0: { settlements: 2, saved: 1 } },
};

describe('a message that got lost', () => {
  it.each([
    ['queued', { startedAt: secondsAgo(90), queuedAt: secondsAgo(60) }],
    ['started', { startedAt: secondsAgo(60) }],
    ['cancelled', { startedAt: secondsAgo(60), cancelledAt: secondsAgo(10) }],
  ])('is queued again when the import was %s a minute ago and isn’t begun', async (_, state) => {
    const { read, send, setTime } = setUp(state);

    await read();

    const { id, queuedAt } = importRecord(state);
    expect(setTime).toHaveBeenCalledExactlyOnceWith(id, 'queuedAt', NOW.toISOString(), queuedAt);
    expect(send).toHaveBeenCalledExactlyOnceWith({ version: 1, importId: id, task: 'read' });
  });

  it.each([
    ['it is younger', { startedAt: secondsAgo(90), queuedAt: secondsAgo(59.999) }],
    ['the import is begun', { ...processing, queuedAt: secondsAgo(600) }],
    ['the import is complete', { ...started, queuedAt: secondsAgo(600), completedAt: secondsAgo(1) }],
    ['the reports are written', { ...complete, reportedSettlements: 2, completedAt: secondsAgo(1) }],
    ['a chunk is pending', { ...complete, chunkTotal: 2, finishDueAt: secondsAgo(1) }],
    ['the file is still read', { ...complete, chunkTotal: undefined, startedAt: secondsAgo(9000) }],
    ['the reports aren’t due', { ...complete, finishDueAt: secondsAgo(-0.001) }],
  ])('is not thought lost when %s', async (_, state) => {
    const { read, send, setTime } = setUp(state);

    expect((await read()).status).toBe(200);
    expect(setTime).not.toHaveBeenCalled();
    expect(send).not.toHaveBeenCalled();
  });

  it('gets five minutes to write the reports, from when they are first seen to be missing', async () => {
    const { read, send, setTime } = setUp(complete);

    await read();

    expect(setTime).toHaveBeenCalledExactlyOnceWith(
      importRecord().id,
      'finishDueAt',
      secondsAgo(-300),
      undefined,
    );
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ['there are none', {}],
    ['they lack a settlement', { reportedSettlements: 1, completedAt: secondsAgo(90) }],
    ['a chunk isn’t recorded past the deadline', { chunkTotal: 2, startedAt: secondsAgo(901.001) }],
  ])('is queued again when the reports are due and %s', async (_, state) => {
    const { read, send, setTime } = setUp({ ...complete, ...state, finishDueAt: secondsAgo(0) });

    await read();

    expect(setTime).toHaveBeenCalledExactlyOnceWith(
      importRecord().id,
      'finishDueAt',
      secondsAgo(-300),
      secondsAgo(0),
    );
    expect(send).toHaveBeenCalledExactlyOnceWith({ version: 1, importId: importRecord().id, task: 'finish' });
  });

  it('is sent by one of the readers', async () => {
    const { read, send, setTime } = setUp({ startedAt: secondsAgo(60) });
    setTime.mockResolvedValue(undefined);

    await read();

    expect(send).not.toHaveBeenCalled();
  });

  it('isn’t the reader’s fault when it can’t be sent', async () => {
    const { read, send, log } = setUp({ startedAt: secondsAgo(60) });
    const error = new Error('out');
    send.mockRejectedValue(error);

    expect((await read()).status).toBe(200);
    expect(log.error).toHaveBeenCalledExactlyOnceWith('import not queued again', {
      requestId: 'made-here',
      importId: importRecord().id,
      error,
    });
  });
});
