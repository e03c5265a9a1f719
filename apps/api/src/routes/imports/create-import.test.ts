import { gzipSync } from 'node:zlib';
import {
  type Import,
  MAX_DIRECT_IMPORT_BYTES,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_COLUMNS,
  type Problem,
} from '@async-catalog/product-schema';
import { describe, expect, it, vi } from 'vitest';
import type { ImportFiles, ImportQueue, ImportStore } from '../../core/ports.ts';
import { testApp } from '../../testing/test-app.ts';
import { MAX_JSON_BYTES } from '../read-json.ts';

const FILE = 'sku;name;price\nTEA-1;Teapot;24\n';
const MIB = 1024 * 1024;

function setUp({ stored }: { stored?: 'earlier' | 'other' } = {}) {
  let first: Parameters<ImportStore['create']>[0] | undefined;
  const create = vi.fn<ImportStore['create']>((record) => {
    first ??= record;
    return Promise.resolve(stored === 'other' ? { ...record, fingerprint: 'other' } : first);
  });
  const start = vi.fn<ImportStore['start']>((_, fields) => {
    first = { ...first!, ...fields };
    return Promise.resolve(first);
  });
  const put = vi.fn<ImportFiles['put']>(() => Promise.resolve('"e"'));
  const send = vi.fn<ImportQueue['send']>(() => Promise.resolve());
  const app = testApp({
    imports: {
      get: () => Promise.resolve(stored === undefined ? undefined : first),
      create,
      start,
      setTime: (_, field, time) => {
        first = { ...first!, [field]: time };
        return Promise.resolve(first);
      },
    },
    importFiles: { put },
    importQueue: { send },
  });
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, query = '') =>
    app.request(`/imports${query}`, { method: 'POST', body, headers });
  const announce = (request: unknown, headers: Record<string, string> = {}) =>
    post(JSON.stringify(request), { 'content-type': 'application/json', ...headers });
  return { post, announce, create, start, put, send };
}

const request = { fileName: 'products.csv', size: 20 * MIB };
const CSV = { 'content-type': 'text/csv' };

const columns = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, `attributes.${n}`]));

describe('POST /imports as JSON', () => {
  it('answers the import with the URLs of its parts', async () => {
    const { announce, create } = setUp();

    const response = await announce(request);

    const body = (await response.json()) as Import;
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`/imports/${body.importId}`);
    expect(response.headers.get('idempotency-replayed')).toBeNull();
    expect(body).toMatchObject({
      status: 'uploading',
      fileName: 'products.csv',
      dryRun: false,
      deadlineAt: '2026-02-01T09:30:00.000Z',
      expiresAt: '2026-03-02T09:30:00.000Z',
      upload: {
        partBytes: 8 * MIB,
        partCount: 3,
        received: [],
        parts: [
          { number: 1, size: 8 * MIB, url: `https://bucket.example/${body.importId}?upload-1&1` },
          { number: 2, size: 8 * MIB },
          { number: 3, size: 4 * MIB },
        ],
        urlsExpireAt: '2026-01-31T10:30:00.000Z',
      },
    });
    expect(create).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ caller: 'anonymous', requestId: 'made-here', uploadId: 'upload-1' }),
    );
  });

  it('answers at most 100 URLs', async () => {
    const { announce } = setUp();

    const { upload } = (await (await announce({ ...request, size: MAX_IMPORT_BYTES })).json()) as Import;

    expect(upload?.partCount).toBe(640);
    expect(upload?.parts.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it('keeps what was asked for', async () => {
    const { announce, create } = setUp();
    const mapping = { columns: { Title: 'name' }, decimal: ',', defaults: { currency: 'EUR' } };

    await announce({ ...request, format: { delimiter: ';' }, mapping, preview: 'changes' });

    expect(create).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        askedFormat: { delimiter: ';' },
        mapping,
        options: { dryRun: true, preview: 'changes' },
      }),
    );
  });

  it('answers the same import to the same key and request, however its mapping is ordered', async () => {
    const { announce } = setUp({ stored: 'earlier' });
    const key = { 'idempotency-key': 'k' };
    const first = await announce({ ...request, mapping: { columns: { a: 'sku', b: 'name' } } }, key);

    const second = await announce({ mapping: { columns: { b: 'name', a: 'sku' } }, ...request }, key);

    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await second.json()).toEqual(await first.json());
  });

  it.each([
    ['of another size', { size: 1 }],
    ['of another name', { fileName: 'other.csv' }],
    ['with another option', { dryRun: true }],
    ['with another mapping', { mapping: { decimal: ',' } }],
    ['with another format', { format: { kind: 'ndjson' } }],
  ])('refuses the same key for a file %s', async (_, change) => {
    const { announce } = setUp({ stored: 'earlier' });
    await announce(request, { 'idempotency-key': 'k' });

    const response = await announce({ ...request, ...change }, { 'idempotency-key': 'k' });

    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('refuses it also when the other request is a moment ahead', async () => {
    const response = await setUp({ stored: 'other' }).announce(request, { 'idempotency-key': 'k' });

    expect(await response.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('makes another import without a key', async () => {
    const { announce, create } = setUp();

    await announce(request);
    await announce(request);

    const [first, second] = create.mock.calls.map(([record]) => record.id);
    expect(first).not.toBe(second);
  });

  it.each([
    ['1 byte', { size: 1 }],
    ['5 GiB', { size: MAX_IMPORT_BYTES }],
    ['a name of 255 characters', { fileName: 'x'.repeat(255) }],
    [`${MAX_IMPORT_COLUMNS} columns`, { mapping: { columns: columns(MAX_IMPORT_COLUMNS) } }],
    ['a preview that is a dry run', { dryRun: true, preview: 'changes' }],
  ])('takes %s', async (_, change) => {
    expect((await setUp().announce({ ...request, ...change })).status).toBe(201);
  });

  it.each([
    ['no bytes', { size: 0 }, '/size', /less than 1 byte/],
    ['more than 5 GiB', { size: MAX_IMPORT_BYTES + 1 }, '/size', /5368709120 bytes \(5 GiB\)/],
    ['half a byte', { size: 1.5 }, '/size', /a whole number/],
    ['no size', { size: undefined }, '/size', /missing/],
    ['no name', { fileName: '' }, '/fileName', /is empty/],
    ['a long name', { fileName: 'x'.repeat(256) }, '/fileName', /at most 255/],
    ['a control character', { fileName: 'a\u0007b' }, '/fileName', /control character/],
    [
      'too many columns',
      { mapping: { columns: columns(201) } },
      '/mapping/columns',
      /201 columns; send at most 200/,
    ],
    ['a long column', { mapping: { columns: { a: 'x'.repeat(256) } } }, '/mapping/columns/a', /at most 255/],
    ['another decimal mark', { mapping: { decimal: ';' } }, '/mapping/decimal', /send "\." or ","/],
    ['an unknown kind', { format: { kind: 'xlsx' } }, '/format/kind', /send "csv" or "ndjson"/],
    ['an unknown field', { dryrun: true }, '/dryrun', /did you mean "dryRun"/],
    [
      'a preview that is no dry run',
      { dryRun: false, preview: 'changes' },
      '/dryRun',
      /a preview is a dry run/,
    ],
  ])('refuses %s by name', async (_, change, pointer, detail) => {
    const { announce, create } = setUp();

    const response = await announce({ ...request, ...change });

    const { code, errors } = (await response.json()) as Problem;
    expect([response.status, code]).toEqual([400, 'INVALID_REQUEST']);
    expect(errors).toEqual([
      { pointer, code: expect.any(String) as string, detail: expect.stringMatching(detail) as string },
    ]);
    expect(create).not.toHaveBeenCalled();
  });

  it('refuses a mapping to fields that no product has, before anything is uploaded', async () => {
    const { announce, create } = setUp();
    const mapping = { columns: { Titel: 'nmae', SKU: 'sku' }, defaults: { curency: 'EUR' } };

    const response = await announce({ ...request, mapping });

    const { code, errors } = (await response.json()) as Problem;
    expect([response.status, code]).toEqual([422, 'INVALID_MAPPING']);
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '/mapping/columns/Titel',
      '/mapping/defaults/curency',
    ]);
    expect(create).not.toHaveBeenCalled();
  });

  it('refuses a column with a reserved name, instead of dropping it', async () => {
    const body = JSON.stringify({ ...request, mapping: { columns: { x: 'name' } } });

    const response = await setUp().post(body.replace('"x"', '"__proto__"'), {
      'content-type': 'application/json',
    });

    const { code, detail } = (await response.json()) as Problem;
    expect([response.status, code]).toEqual([400, 'INVALID_REQUEST']);
    expect(detail).toContain('"__proto__"');
  });

  it.each([
    ['{', 400, 'MALFORMED_JSON'],
    ['', 400, 'INVALID_REQUEST'],
    ['[]', 400, 'INVALID_REQUEST'],
    [Buffer.from([0x22, 0xff, 0x22]), 400, 'MALFORMED_JSON'],
    [' '.repeat(MAX_JSON_BYTES), 400, 'MALFORMED_JSON'],
    [' '.repeat(MAX_JSON_BYTES + 1), 413, 'PAYLOAD_TOO_LARGE'],
  ])('answers a body that is no request with a problem', async (body, status, code) => {
    const response = await setUp().post(body, { 'content-type': 'application/json' });

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([status, code]);
  });

  it('refuses a query, and JSON that is packed', async () => {
    const { post } = setUp();
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };

    expect(
      (await post(JSON.stringify(request), { 'content-type': 'application/json' }, '?dryRun=true')).status,
    ).toBe(400);
    expect((await post(gzipSync(JSON.stringify(request)), headers)).status).toBe(415);
  });
});

describe('POST /imports with a file', () => {
  it('starts its import and answers what was found out', async () => {
    const { post, put, send } = setUp();

    const response = await post(FILE, CSV, '?fileName=tea.csv&decimal=,&currency=EUR&op=put&dryRun=true');

    const body = (await response.json()) as Import;
    expect(response.status).toBe(202);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('location')).toBe(`/imports/${body.importId}`);
    expect(body).toMatchObject({
      status: 'queued',
      fileName: 'tea.csv',
      size: FILE.length,
      dryRun: true,
      format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ';' },
      mapping: {
        columns: { sku: 'sku', name: 'name', price: 'price' },
        decimal: ',',
        defaults: { currency: 'EUR' },
        op: 'put',
      },
      guesses: [{ column: 'sku', field: 'sku' }, { column: 'name' }, { column: 'price' }],
      startedAt: '2026-01-31T09:30:00.000Z',
    });
    expect(body).not.toHaveProperty('upload');
    expect(Buffer.from(put.mock.calls[0]?.[1] ?? []).toString()).toBe(FILE);
    expect(send).toHaveBeenCalledExactlyOnceWith({ version: 1, importId: body.importId, task: 'read' });
  });

  it.each([
    ['text/csv; charset=utf-8', 'sku,name,price\nA,B,1\n', 'csv', 'upload.csv'],
    ['text/tab-separated-values', 'sku\tname\tprice\nA\tB\t1\n', 'csv', 'upload.tsv'],
    ['application/x-ndjson', '{"sku":"A","name":"B","price":1}\n', 'ndjson', 'upload.ndjson'],
    ['application/jsonl', '{"sku":"A","name":"B","price":1}\n', 'ndjson', 'upload.ndjson'],
    ['application/gzip', gzipSync('sku,name,price\nA,B,1\n'), 'csv', 'upload.gz'],
    ['application/x-gzip', gzipSync('{"sku":"A","name":"B","price":1}\n'), 'ndjson', 'upload.gz'],
  ])('takes %s', async (mediaType, content, kind, fileName) => {
    const response = await setUp().post(content, { 'content-type': mediaType });

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ fileName, format: { kind } });
  });

  it('keeps a file packed that came with Content-Encoding: gzip', async () => {
    const { post, put } = setUp();
    const packed = gzipSync(FILE);

    const response = await post(packed, { ...CSV, 'content-encoding': 'gzip' });

    expect(await response.json()).toMatchObject({ format: { compression: 'gzip', delimiter: ';' } });
    expect(Buffer.from(put.mock.calls[0]?.[1] ?? [])).toEqual(packed);
  });

  it.each([
    ['attachment; filename="tea pots.csv"', '', 'tea pots.csv'],
    ["attachment; filename*=UTF-8''th%C3%A9.csv", '', 'thé.csv'],
    ['attachment; filename="header.csv"', '?fileName=query.csv', 'query.csv'],
    ['attachment', '', 'upload.csv'],
    ['garbage;;=', '', 'upload.csv'],
  ])(
    'takes the name of the file from Content-Disposition: %s and %j',
    async (disposition, query, fileName) => {
      const response = await setUp().post(FILE, { ...CSV, 'content-disposition': disposition }, query);

      expect(await response.json()).toMatchObject({ fileName });
    },
  );

  it.each([
    [{ 'content-disposition': `attachment; filename="${'x'.repeat(256)}"` }, ''],
    [{}, `?fileName=${'x'.repeat(256)}`],
  ])('refuses a name of more than 255 characters', async (headers, query) => {
    const response = await setUp().post(FILE, { ...CSV, ...headers }, query);

    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).detail).toMatch(/at most 255/);
  });

  it.each([
    '?currency=EURO',
    '?currency=eur',
    '?decimal=;',
    '?op=drop',
    '?dryRun=yes',
    '?preview=all',
    '?mapping={}',
  ])('refuses %s', async (query) => {
    const { post, create } = setUp();

    expect((await post(FILE, CSV, query)).status).toBe(400);
    expect(create).not.toHaveBeenCalled();
  });

  it('takes 8 MiB, and names the limit to whoever sends more', async () => {
    const { post, put } = setUp();
    const head = Buffer.from('sku,name,price\nA,B,1\n');
    const full = Buffer.concat([head, Buffer.alloc(MAX_DIRECT_IMPORT_BYTES - head.byteLength, 'A,B,1\n')]);

    expect((await post(full, CSV)).status).toBe(202);
    const refused = await post(Buffer.concat([full, Buffer.from('x')]), CSV);

    expect(refused.status).toBe(413);
    expect(((await refused.json()) as Problem).detail).toMatch(/8388608 bytes: .* upload it in parts/);
    expect(put).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['', 422, 'INVALID_FILE', /^EMPTY_FILE: /],
    ['sku,name\n', 422, 'INVALID_FILE', /^NO_ROWS \(line 1\): /],
    ['foo,bar\n1,2\n', 422, 'INVALID_MAPPING', /mapping that fits/],
  ])('stores nothing of %j', async (content, status, code, detail) => {
    const { post, create, put } = setUp();

    const response = await post(content, CSV);

    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).toMatch(detail);
    expect(create).not.toHaveBeenCalled();
    expect(put).not.toHaveBeenCalled();
  });

  it('says in errors what of the mapping doesn’t fit', async () => {
    const response = await setUp().post('foo,bar\n1,2\n', CSV);

    const { errors = [] } = (await response.json()) as Problem;
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ pointer }) => pointer.startsWith('/mapping'))).toBe(true);
  });

  it('answers the same import to the same key and file, without storing it again', async () => {
    const { post, put, send } = setUp({ stored: 'earlier' });
    const headers = { ...CSV, 'idempotency-key': 'k' };
    const first = await post(FILE, headers);

    const second = await post(FILE, headers);

    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect(await second.json()).toEqual(await first.json());
    expect(put).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('refuses the same key with another file', async () => {
    const { post, put } = setUp({ stored: 'earlier' });
    await post(FILE, { ...CSV, 'idempotency-key': 'k' });

    const response = await post(FILE.replace('24', '25'), { ...CSV, 'idempotency-key': 'k' });

    expect(await response.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('refuses other media types by name', async () => {
    const response = await setUp().post('<a/>', { 'content-type': 'application/xml' });

    expect(response.status).toBe(415);
    expect(response.headers.get('accept')).toBe(
      'application/json, text/csv, text/tab-separated-values, application/x-ndjson, application/gzip',
    );
  });
});
