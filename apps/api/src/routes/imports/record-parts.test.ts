import {
  type Import,
  IMPORT_PART_BYTES,
  type ImportRecord,
  MAX_IMPORT_BYTES,
  type Problem,
} from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportStore } from '../../core/ports.ts';
import { testApp } from '../../testing/test-app.ts';
import { MAX_JSON_BYTES } from '../read-json.ts';

function setUp(overrides: Partial<ImportRecord> = {}) {
  const record = importRecord({ size: 3 * IMPORT_PART_BYTES - 1, ...overrides });
  const addParts = vi.fn<ImportStore['addParts']>((_, etags) =>
    Promise.resolve({ ...record, parts: { ...record.parts, ...etags } }),
  );
  const app = testApp({ imports: { get: () => Promise.resolve(record), addParts } });
  const report = (body: unknown, id: string = record.id) =>
    app.request(`/imports/${id}/parts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { record, report, addParts };
}

const etag = 'd41d8cd98f00b204e9800998ecf8427e';
const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];

const parts = (count: number) => Array.from({ length: count }, (_, n) => ({ number: n + 1, etag }));

describe('POST /imports/{id}/parts', () => {
  it('records a part and answers what is left', async () => {
    const { report, addParts, record } = setUp({ parts: { 1: '"a"' } });

    const response = await report({ number: 3, etag: `"${c}"` });

    expect(response.status).toBe(200);
    expect(((await response.json()) as Import).upload).toMatchObject({
      partCount: 3,
      received: [1, 3],
      parts: [{ number: 2, size: IMPORT_PART_BYTES }],
    });
    expect(addParts).toHaveBeenCalledExactlyOnceWith(record.id, { 3: `"${c}"` });
  });

  it('records several, of each the last ETag', async () => {
    const { report, addParts, record } = setUp();

    await report({
      parts: [
        { number: 1, etag: a },
        { number: 2, etag: b },
        { number: 1, etag: c },
      ],
    });

    expect(addParts).toHaveBeenCalledExactlyOnceWith(record.id, { 1: c, 2: b });
  });

  it('answers URLs anew to an empty list', async () => {
    const { report, addParts } = setUp();

    const response = await report({ parts: [] });

    expect(((await response.json()) as Import).upload?.parts).toHaveLength(3);
    expect(addParts).not.toHaveBeenCalled();
  });

  it('takes the last part, 100 parts, and an ETag in capitals', async () => {
    const { report } = setUp({ size: MAX_IMPORT_BYTES });

    expect((await report({ number: 640, etag: etag.toUpperCase() })).status).toBe(200);
    expect((await report({ parts: parts(100) })).status).toBe(200);
  });

  it.each([
    ['part 0', { number: 0, etag }, '/number', /at least 1/],
    ['a part past the last', { number: 4, etag }, '/number', /past the last part, which is 3/],
    [
      'one in a list',
      { parts: [...parts(1), { number: 4, etag }] },
      '/parts/1/number',
      /past the last part, which is 3/,
    ],
    ['a part past any', { number: 641, etag }, '/number', /at most 640/],
    ['101 parts', { parts: parts(101) }, '/parts', /at most 100/],
    ['a long ETag', { number: 1, etag: `${etag}0` }, '/etag', /32 hexadecimal digits/],
    ['an ETag of a file', { number: 1, etag: `"${etag}-2"` }, '/etag', /32 hexadecimal digits/],
    ['an ETag with one quote', { number: 1, etag: `"${etag}` }, '/etag', /32 hexadecimal digits/],
    ['an ETag with a line end', { number: 1, etag: `${etag}\n` }, '/etag', /32 hexadecimal digits/],
    ['control characters', { number: 1, etag: '\u0000'.repeat(32) }, '/etag', /32 hexadecimal digits/],
    ['an empty ETag', { number: 1, etag: '' }, '/etag', /32 hexadecimal digits/],
    ['no ETag', { number: 1 }, '/etag', /missing/],
    ['an unknown field', { number: 1, etag, size: 1 }, '/size', /remove it/],
  ])('refuses %s by name', async (_, body, pointer, detail) => {
    const { report, addParts } = setUp();

    const response = await report(body);

    const { code, errors } = (await response.json()) as Problem;
    expect([response.status, code]).toEqual([400, 'INVALID_REQUEST']);
    expect(errors).toEqual([
      { pointer, code: expect.any(String) as string, detail: expect.stringMatching(detail) as string },
    ]);
    expect(addParts).not.toHaveBeenCalled();
  });

  it('refuses more than 128 KiB', async () => {
    const response = await setUp().report({ parts: [], text: 'x'.repeat(MAX_JSON_BYTES) });

    expect([response.status, ((await response.json()) as Problem).detail]).toEqual([
      413,
      'Send at most 131072 bytes: leave out what is not needed.',
    ]);
  });

  it.each([
    ['that is started', { startedAt: '2026-01-31T09:30:00.000Z' }, 409, 'IMPORT_STARTED'],
    ['that is cancelled', { cancelledAt: '2026-01-31T09:30:00.000Z' }, 409, 'IMPORT_ENDED'],
    ['that was not uploaded in a day', { createdAt: '2026-01-30T09:29:59.999Z' }, 409, 'IMPORT_ENDED'],
    ['whose file can’t be read', { failure: { code: 'NO_ROWS', detail: 'x' } }, 422, 'INVALID_FILE'],
    ['of another caller', { caller: 'bob' }, 404, 'IMPORT_NOT_FOUND'],
  ])('takes no part of an import %s', async (_, overrides, status, code) => {
    const { report, addParts } = setUp(overrides);

    const response = await report({ number: 1, etag });

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([status, code]);
    expect(addParts).not.toHaveBeenCalled();
  });

  it('takes a part in the last moment of the day', async () => {
    const { report } = setUp({ createdAt: '2026-01-30T09:30:00.000Z' });

    expect((await report({ number: 1, etag })).status).toBe(200);
  });

  it('says that the import has ended when it did so in between', async () => {
    const { report, addParts } = setUp();
    addParts.mockResolvedValue(undefined);

    expect(await (await report({ number: 1, etag })).json()).toMatchObject({ code: 'IMPORT_ENDED' });
  });
});
