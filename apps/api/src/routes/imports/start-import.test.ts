import { IMPORT_PART_BYTES, type ImportRecord, type Problem } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportFiles, ImportQueue, ImportStore, SourceHead } from '../../core/ports.ts';
import { testApp } from '../../testing/test-app.ts';

const FILE = 'sku,name,price\nTEA-1,Teapot,24.50\n';
const AT = '2026-01-31T09:29:00.000Z';

function sourceOf(text: string): SourceHead {
  return { etag: '"e"', size: text.length, head: Buffer.from(text) };
}

function setUp(overrides: Partial<ImportRecord> = {}, source: SourceHead | undefined = sourceOf(FILE)) {
  let record = importRecord({ size: FILE.length, parts: { 1: '"p"' }, ...overrides });
  const change = (fields: Partial<ImportRecord>) => Promise.resolve((record = { ...record, ...fields }));
  const complete = vi.fn<ImportFiles['completeUpload']>(() => Promise.resolve('complete'));
  const start = vi.fn<ImportStore['start']>((_, fields) => change(fields));
  const fail = vi.fn<ImportStore['fail']>((_, failure) => change({ failure }));
  const forgetParts = vi.fn<ImportStore['forgetParts']>(() => change({ parts: {} }));
  const send = vi.fn<ImportQueue['send']>(() => Promise.resolve());
  const readHead = vi.fn<ImportFiles['readHead']>(() => Promise.resolve(source));
  const app = testApp({
    imports: {
      get: () => Promise.resolve(record),
      start,
      fail,
      forgetParts,
      setTime: (_, field, time) => change({ [field]: time }),
    },
    importFiles: { completeUpload: complete, readHead },
    importQueue: { send },
  });
  const post = (body?: unknown) =>
    app.request(`/imports/${record.id}/start`, {
      method: 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  return { post, complete, start, fail, forgetParts, readHead, send, stored: () => record };
}

describe('POST /imports/{id}/start', () => {
  it('completes the upload and queues the import', async () => {
    const parts = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n + 1, `"p${n + 1}"`]));
    const size = 11 * IMPORT_PART_BYTES;
    const { post, complete, start, send, stored } = setUp({ size, parts }, { ...sourceOf(FILE), size });

    const response = await post();

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/imports/${stored().id}`);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({
      status: 'queued',
      format: { kind: 'csv', delimiter: ',' },
      mapping: { columns: { sku: 'sku', name: 'name', price: 'price' } },
    });
    expect(complete.mock.calls[0]?.[2]?.map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(start).toHaveBeenCalledExactlyOnceWith(
      stored().id,
      expect.objectContaining({ etag: '"e"', columns: ['sku', 'name', 'price'] }),
    );
    expect(send).toHaveBeenCalledExactlyOnceWith({ version: 1, importId: stored().id, task: 'read' });
    expect(stored().queuedAt).toBeDefined();
  });

  it('answers the same import to a repeat, and does nothing again', async () => {
    const { post, complete, send } = setUp();
    const first = await post();

    const second = await post();

    expect(second.status).toBe(202);
    expect(await second.json()).toEqual(await first.json());
    expect(complete).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
  });

  const columns = { sku: 'sku', name: 'name', price: 'price' };
  const put = { columns, op: 'put' };

  it.each([
    ['the same mapping', put, put],
    ['the same mapping in another order', put, { op: 'put', columns }],
    ['what the same is guessed from', { op: 'put' }, { op: 'put' }],
    ['what was guessed', { op: 'put' }, put],
  ])('answers the same import to a repeat with %s', async (_, first, second) => {
    const { post } = setUp();
    const started = await post({ mapping: first });

    const repeated = await post({ mapping: second });

    expect(repeated.status).toBe(202);
    expect(await repeated.json()).toEqual(await started.json());
  });

  it.each([
    ['another operation', put, { columns, op: 'delete' }],
    ['fewer columns', put, { columns: { sku: 'sku' }, op: 'put' }],
    ['less to guess from', { op: 'put' }, {}],
    ['more to guess from', {}, { op: 'put' }],
  ])('refuses a repeat with %s', async (_, first, second) => {
    const { post, send } = setUp();
    await post({ mapping: first });

    const repeated = await post({ mapping: second });

    const { code, detail } = (await repeated.json()) as Problem;
    expect([repeated.status, code]).toEqual([409, 'IMPORT_STARTED']);
    expect(detail).toContain('another mapping');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('refuses another mapping than that of a start that was a moment ahead', async () => {
    const { post, start, readHead, stored } = setUp();
    readHead.mockImplementation(() => {
      Object.assign(stored(), { startedAt: AT, queuedAt: AT, mapping: { columns } });
      return Promise.resolve(sourceOf(FILE));
    });
    start.mockResolvedValue(undefined);

    expect(await (await post({ mapping: put })).json()).toMatchObject({ code: 'IMPORT_STARTED' });
  });

  it('queues an import that was started and not queued', async () => {
    const { post, start, send } = setUp({ startedAt: AT });

    expect((await post()).status).toBe(202);
    expect(start).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('goes on where the upload is complete already', async () => {
    const { post, complete } = setUp();
    complete.mockResolvedValue('gone');

    expect((await post()).status).toBe(202);
  });

  it('counts another start that was a moment ahead', async () => {
    const { post, start, readHead, stored } = setUp();
    readHead.mockImplementation(() => {
      // Meanwhile, the other request writes.
      Object.assign(stored(), { startedAt: AT, queuedAt: AT });
      return Promise.resolve(sourceOf(FILE));
    });
    start.mockResolvedValue(undefined);

    const response = await post();

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ startedAt: AT });
  });

  it('says that the import has ended when it was cancelled in between', async () => {
    const { post, start, send } = setUp();
    start.mockResolvedValue(undefined);

    expect(await (await post()).json()).toMatchObject({ code: 'IMPORT_ENDED' });
    expect(send).not.toHaveBeenCalled();
  });

  it('takes the mapping of the start, else that of the import', async () => {
    const asked = { mapping: { columns, op: 'put' as const } };

    expect(await (await setUp(asked).post()).json()).toMatchObject(asked);
    expect(await (await setUp(asked).post({})).json()).toMatchObject(asked);
    expect(await (await setUp(asked).post({ mapping: { op: 'patch' } })).json()).toMatchObject({
      mapping: { op: 'patch' },
    });
  });

  it('can be repeated with another mapping when one doesn’t fit', async () => {
    const { post, start, fail } = setUp();

    const refused = await post({ mapping: { columns: { Titel: 'name' } } });

    const problem = (await refused.json()) as Problem;
    expect([refused.status, problem.code]).toEqual([422, 'INVALID_MAPPING']);
    expect(problem.errors?.map(({ pointer }) => pointer)).toContain('/mapping/columns/Titel');
    expect(start).not.toHaveBeenCalled();
    expect(fail).not.toHaveBeenCalled();
    expect((await post()).status).toBe(202);
  });

  it.each([
    ['has no rows', 'sku,name\n', /^NO_ROWS \(line 1\): /],
    ['has another size', FILE.slice(0, -1), /^SIZE_MISMATCH: The file has 33 bytes, but 34 were announced/],
  ])('ends an import whose file %s', async (_, text, detail) => {
    const size = text.startsWith(FILE.slice(0, 30)) ? FILE.length : text.length;
    const { post, fail, complete } = setUp({ size }, sourceOf(text));

    const first = await post();
    const second = await post();

    const problem = (await first.json()) as Problem;
    expect([first.status, problem.code]).toEqual([422, 'INVALID_FILE']);
    expect(problem.detail).toMatch(detail);
    expect(await second.json()).toEqual(problem);
    expect(fail).toHaveBeenCalledTimes(1);
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('refuses column names that take more than their share of a record', async () => {
    const header = Array.from({ length: 200 }, (_, n) => `${n}${'日'.repeat(250)}`).join(',');
    const text = `sku,${header.slice(header.indexOf(',') + 1)}\n${',1'.repeat(199)}\n`;
    const head = Buffer.from(text);

    const response = await setUp(
      { size: head.byteLength },
      { etag: '"e"', size: head.byteLength, head },
    ).post();

    expect(((await response.json()) as Problem).detail).toMatch(/^HEADER_TOO_LARGE: .* 204800 bytes/);
  });

  it('names the first missing parts', async () => {
    const { post, complete } = setUp({ size: 13 * IMPORT_PART_BYTES, parts: { 2: '"p"' } });

    const response = await post();

    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([409, 'UPLOAD_INCOMPLETE']);
    expect(problem.detail).toMatch(/1, 3, 4, 5, 6, 7, 8, 9, 10, 11, and 2 more/);
    expect(complete).not.toHaveBeenCalled();
  });

  it('asks for every part again when S3 has others', async () => {
    const { post, complete, stored } = setUp();
    complete.mockResolvedValue('mismatch');

    const response = await post();

    expect(await response.json()).toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    expect(stored().parts).toEqual({});
  });

  it.each([
    ['was cancelled', { cancelledAt: AT }, 409, 'IMPORT_ENDED'],
    ['was not uploaded in a day', { createdAt: '2026-01-30T09:29:59.999Z' }, 409, 'IMPORT_ENDED'],
    ['is another caller’s', { caller: 'bob' }, 404, 'IMPORT_NOT_FOUND'],
  ])('refuses an import that %s', async (_, overrides, status, code) => {
    const { post, complete } = setUp(overrides);

    const response = await post();

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([status, code]);
    expect(complete).not.toHaveBeenCalled();
  });

  it.each([
    ['of the request never arrived', { uploadId: undefined }, 'UPLOAD_INCOMPLETE'],
    ['is gone with its upload', {}, 'IMPORT_ENDED'],
  ])('says so when the file %s', async (_, overrides, code) => {
    const { post, complete, readHead } = setUp(overrides);
    complete.mockResolvedValue('gone');
    readHead.mockResolvedValue(undefined);

    expect(await (await post()).json()).toMatchObject({ code });
  });

  it.each([
    [{ mapping: { colums: {} } }, '/mapping/colums'],
    [{ maping: {} }, '/maping'],
  ])('refuses %j by name', async (body, pointer) => {
    const response = await setUp().post(body);

    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).errors).toMatchObject([{ pointer, code: 'UNKNOWN_FIELD' }]);
  });
});
