import { describe, expect, it } from 'vitest';
import { CatalogProblemError } from './catalog-problem-error.ts';
import { createCatalogClient } from './create-catalog-client.ts';
import { ImportOverdueError } from './import-overdue-error.ts';
import { type Answer, breakOff, importOf, json, problem, startFakeApi } from './testing/fake-api.ts';
import { PartUploadError } from './upload-part.ts';

const ID = importOf().importId;

async function setUp(...answers: Answer[]) {
  const { baseUrl, requests } = await startFakeApi(...answers);
  return { catalog: createCatalogClient({ baseUrl, token: 'secret' }), baseUrl, requests };
}

const answer =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

describe('an import', () => {
  it('is created with the key that is given, uploaded by reporting its parts, started and cancelled', async () => {
    const { catalog, requests } = await setUp(json(201, importOf()));
    const request = { fileName: 'products.csv', size: 100, mapping: { decimal: ',' as const } };
    const parts = [{ number: 1, etag: '"e"' }];

    expect(await catalog.createImport(request, { idempotencyKey: 'k-1', requestId: 'r-1' })).toEqual(
      importOf(),
    );
    await catalog.recordParts(ID, parts);
    await catalog.startImport(ID);
    await catalog.startImport(ID, { mapping: { op: 'patch' } });
    await catalog.getImport(ID);
    await catalog.cancelImport(ID);

    expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/imports', JSON.stringify(request)],
      ['POST', `/imports/${ID}/parts`, JSON.stringify({ parts })],
      ['POST', `/imports/${ID}/start`, '{}'],
      ['POST', `/imports/${ID}/start`, '{"mapping":{"op":"patch"}}'],
      ['GET', `/imports/${ID}`, ''],
      ['POST', `/imports/${ID}/cancel`, ''],
    ]);
    expect(requests[0]?.headers).toMatchObject({
      'idempotency-key': '"k-1"',
      'x-request-id': 'r-1',
      authorization: 'Bearer secret',
    });
  });

  it.each(['UPLOAD_INCOMPLETE', 'IMPORT_STARTED', 'IMPORT_ENDED'] as const)(
    'is not asked for again after %s, which stays so',
    async (code) => {
      const refused = json(409, { code, detail: 'D' }, { 'content-type': 'application/problem+json' });
      const { catalog, requests } = await setUp(refused);

      await expect(catalog.startImport(ID)).rejects.toMatchObject({ status: 409, code });
      expect(requests).toHaveLength(1);
    },
  );

  it('has issues by code, page by page', async () => {
    const issue = { line: 2, pointer: '/name', detail: 'is missing' };
    const groups = [{ code: 'REQUIRED', severity: 'error', count: 2, example: { line: 2, detail: 'x' } }];
    const { catalog, requests } = await setUp(
      json(200, { groups }),
      json(200, { items: [issue], nextCursor: 'c' }),
      json(200, { items: [{ ...issue, line: 3 }] }),
    );

    expect(await catalog.importIssueGroups(ID)).toEqual(groups);
    expect(await Array.fromAsync(catalog.importIssues(ID, 'REQUIRED', { limit: 1 }))).toEqual([
      issue,
      { ...issue, line: 3 },
    ]);
    expect(requests.map(({ path }) => path)).toEqual([
      `/imports/${ID}/issues`,
      `/imports/${ID}/issues?code=REQUIRED&limit=1`,
      `/imports/${ID}/issues?code=REQUIRED&limit=1&cursor=c`,
    ]);
  });

  it('has reports at URLs, which the client doesn’t follow', async () => {
    const url = 'https://bucket.example/r';
    const { catalog, requests } = await setUp(json(200, { url, expiresAt: '2026-01-31T10:30:00.000Z' }));

    expect(await catalog.importReportUrl(ID, { format: 'failed' })).toBe(url);
    expect(await catalog.importReportUrl(ID)).toBe(url);
    expect(requests.map(({ path, headers }) => [path, headers.accept])).toEqual([
      [`/imports/${ID}/report?format=failed`, 'application/json'],
      [`/imports/${ID}/report`, 'application/json'],
    ]);
  });
});

const part = (url: string) => ({ number: 3, size: 5, url: `${url}/source?partNumber=3&X-Amz-Signature=s` });

describe('uploadPart', () => {
  const bytes = new TextEncoder().encode('bytes');

  it('sends the bytes, and the token to nobody', async () => {
    const { catalog, baseUrl, requests } = await setUp(answer(200, { etag: '"e"' }));

    expect(await catalog.uploadPart(part(baseUrl), bytes)).toEqual({ number: 3, etag: '"e"' });
    await catalog.uploadPart(part(baseUrl), new Blob([bytes]));

    for (const { method, path, body, headers } of requests) {
      expect([method, path, body]).toEqual(['PUT', '/source?partNumber=3&X-Amz-Signature=s', 'bytes']);
      expect(headers).toMatchObject({ 'content-length': '5' });
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  it.each([
    ['a 503', answer(503, { 'retry-after': '0' })],
    ['a broken connection', breakOff],
  ])('tries again after %s', async (_, failure) => {
    const { catalog, baseUrl, requests } = await setUp(failure, answer(200, { etag: '"e"' }));

    expect(await catalog.uploadPart(part(baseUrl), bytes)).toEqual({ number: 3, etag: '"e"' });
    expect(requests.map(({ body }) => body)).toEqual(['bytes', 'bytes']);
  });

  it('says that a URL has expired', async () => {
    const { catalog, baseUrl, requests } = await setUp(answer(403));

    const upload = catalog.uploadPart(part(baseUrl), bytes);

    await expect(upload).rejects.toBeInstanceOf(PartUploadError);
    await expect(upload).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('part 3') as string,
    });
    expect(requests).toHaveLength(1);
  });

  it('says that the ETag is kept from it', async () => {
    const { catalog, baseUrl } = await setUp(answer(200));

    await expect(catalog.uploadPart(part(baseUrl), bytes)).rejects.toThrow(/no ETag.*CORS/);
  });

  it('ends with its signal', async () => {
    const { catalog, baseUrl } = await setUp(() => undefined);

    const upload = catalog.uploadPart(part(baseUrl), bytes, { signal: AbortSignal.timeout(20) });

    await expect(upload).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('waitForImport', () => {
  it('follows an import to its end, and asks for changes only', async () => {
    const running = importOf({ status: 'processing' });
    const { catalog, requests } = await setUp(
      json(200, running, { etag: '"1"' }),
      answer(304, { etag: '"1"' }),
      json(200, importOf(), { etag: '"2"' }),
    );
    const seen: string[] = [];

    const ended = await catalog.waitForImport(ID, { onProgress: ({ status }) => seen.push(status) });

    expect(ended).toEqual(importOf());
    expect(seen).toEqual(['processing', 'completed_with_errors']);
    expect(requests.map(({ headers }) => [headers['if-none-match'], headers['prefer']])).toEqual([
      [undefined, undefined],
      ['"1"', 'wait=5'],
      ['"1"', 'wait=5'],
    ]);
  });

  it.each(['completed', 'failed', 'cancelled'] as const)('ends when the import is %s', async (status) => {
    const { catalog } = await setUp(json(200, importOf({ status })));

    expect(await catalog.waitForImport(ID)).toMatchObject({ status });
  });

  it('rejects when the import is overdue', async () => {
    const overdue = importOf({ status: 'overdue' });
    const { catalog } = await setUp(json(200, overdue));

    const wait = catalog.waitForImport(ID);

    await expect(wait).rejects.toBeInstanceOf(ImportOverdueError);
    await expect(wait).rejects.toMatchObject({ code: 'IMPORT_OVERDUE', import: overdue });
  });

  it('rejects with the problem that it is answered', async () => {
    const { catalog } = await setUp(problem(404, 'IMPORT_NOT_FOUND'));

    await expect(catalog.waitForImport(ID)).rejects.toBeInstanceOf(CatalogProblemError);
  });

  it('stops with its signal', async () => {
    const { catalog } = await setUp(json(200, importOf({ status: 'queued' })));

    await expect(catalog.waitForImport(ID, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: expect.stringMatching(/TimeoutError|AbortError/) as string,
    });
  });
});
