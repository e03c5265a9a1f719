import type { ImportRecord, Problem } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportFiles, ImportStore } from '../../core/ports.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const AT = '2026-01-31T09:29:00.000Z';

function setUp(overrides: Partial<ImportRecord> = {}) {
  let record = importRecord(overrides);
  const cancel = vi.fn<ImportStore['cancel']>((_, cancelledAt) =>
    Promise.resolve((record = { ...record, cancelledAt })),
  );
  const abort = vi.fn<ImportFiles['abortUpload']>(() => Promise.resolve());
  const app = testApp({
    imports: { get: () => Promise.resolve(record), cancel },
    importFiles: { abortUpload: abort },
  });
  const post = () => app.request(`/imports/${record.id}/cancel`, { method: 'POST' });
  return { post, cancel, abort, record };
}

describe('POST /imports/{id}/cancel', () => {
  it('ends an import that is being uploaded, and drops its parts', async () => {
    const { post, cancel, abort, record } = setUp();

    const response = await post();

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/imports/${record.id}`);
    expect(await response.json()).toMatchObject({ status: 'cancelled' });
    expect(cancel).toHaveBeenCalledExactlyOnceWith(record.id, NOW.toISOString());
    expect(abort).toHaveBeenCalledExactlyOnceWith(record.id, 'u');
  });

  it('lets an import that is started end', async () => {
    const { post, cancel, abort } = setUp({ startedAt: AT });

    expect(await (await post()).json()).toMatchObject({ status: 'queued' });
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(abort).not.toHaveBeenCalled();
  });

  it('may be repeated, and then drops parts that a first request has left', async () => {
    const { post, cancel, abort } = setUp({ cancelledAt: AT });

    expect((await post()).status).toBe(202);
    expect(cancel).not.toHaveBeenCalled();
    expect(abort).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['is complete', { startedAt: AT, completedAt: AT, chunkTotal: 0 }, 409, 'IMPORT_ENDED'],
    ['has failed', { failure: { code: 'NO_ROWS', detail: 'x' } }, 409, 'IMPORT_ENDED'],
    ['is another caller’s', { caller: 'bob' }, 404, 'IMPORT_NOT_FOUND'],
  ])('refuses an import that %s', async (_, overrides, status, code) => {
    const { post, cancel } = setUp(overrides);

    const response = await post();

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([status, code]);
    expect(cancel).not.toHaveBeenCalled();
  });

  it('answers 202 to the cancellation of one that was cancelled and is complete', async () => {
    const { post } = setUp({ startedAt: AT, cancelledAt: AT, completedAt: AT });

    expect(await (await post()).json()).toMatchObject({ status: 'cancelled' });
  });

  it('says that the import has ended when it completed in between', async () => {
    const { post, cancel } = setUp({ startedAt: AT });
    cancel.mockResolvedValue(undefined);

    expect(await (await post()).json()).toMatchObject({ code: 'IMPORT_ENDED' });
  });
});
