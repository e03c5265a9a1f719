import { dependencyUnavailable } from '@async-catalog/http-contract';
import type { SubmissionRecord } from '@async-catalog/product-schema';
import { finishedRecord } from '@async-catalog/product-schema/testing';
import { renderReport, type ReportFormat } from '@async-catalog/report-builder';
import { describe, expect, it, vi } from 'vitest';
import type { ReportReader } from '@async-catalog/report-builder';
import { report } from '../../openapi/examples.ts';
import { streamOf, testApp } from '../../testing/test-app.ts';

function setUp({ caller = 'anonymous', ...overrides }: Partial<SubmissionRecord> = {}) {
  const record = finishedRecord({ caller, ...overrides });
  const read = vi.fn<ReportReader['report']>(() => Promise.resolve(report));
  const results = vi.fn<ReportReader['results']>(() => streamOf());
  const app = testApp({
    submissions: { get: () => Promise.resolve(record) },
    reports: { report: read, results, rejectedItems: () => Promise.resolve([rejected]) },
  });
  return { app, read, results, path: `/submissions/${record.id}/report` };
}

const rejected = {
  index: 1,
  errors: [{ pointer: '/name', code: 'REQUIRED' as const, detail: 'is missing; send a string' }],
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function bytesOf(format: ReportFormat): Promise<Buffer> {
  const pieces = await Array.fromAsync<string | Uint8Array>(renderReport(report, format));
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

describe('GET /submissions/{id}/report', () => {
  it.each([
    ['', 'json', 'application/json'],
    ['?format=json', 'json', 'application/json'],
    ['?format=csv', 'csv', 'text/csv; charset=utf-8; header=present'],
    ['?format=txt', 'txt', 'text/plain; charset=utf-8'],
    ['?format=xlsx', 'xlsx', XLSX],
  ] as const)(
    'answers to %j the report as %s, which a browser saves when it is a table',
    async (query, format, mediaType) => {
      const { app, read, results, path } = setUp();

      const response = await app.request(path + query);

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(mediaType);
      expect(response.headers.get('content-disposition')).toBe(
        format === 'csv' || format === 'xlsx'
          ? `attachment; filename="submission-${path.split('/')[2]}.${format}"`
          : null,
      );
      expect(Buffer.from(await response.bytes())).toEqual(await bytesOf(format));
      expect(read).toHaveBeenCalledExactlyOnceWith(expect.any(String), 1);
      expect(results).not.toHaveBeenCalled();
    },
  );

  it('answers a 404 problem with Retry-After until every item is settled', async () => {
    const { app, read, path } = setUp({ total: 2 });

    const response = await app.request(path);

    expect(response.status).toBe(404);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ code: 'REPORT_NOT_READY' });
    expect(read).not.toHaveBeenCalled();
  });

  it.each([
    ['is not written yet', { reportedSettlements: undefined }],
    ['is older than the last settlement', { settlements: 2 }],
  ])('builds the report from the results and the rejected items when it %s', async (_, overrides) => {
    const { app, read, results, path } = setUp({ total: 2, rejected: 1, ...overrides });
    results.mockImplementation(() => streamOf({ index: 0, outcome: 'saved', sku: 'A-1', version: 3 }));

    const response = await app.request(path);

    expect(await response.json()).toMatchObject({
      summary: { status: 'completed_with_errors' },
      items: [
        { index: 0, outcome: 'saved', sku: 'A-1', version: 3 },
        { index: 1, outcome: 'rejected' },
      ],
      issues: [{ index: 1, code: 'REQUIRED' }],
    });
    expect(read).not.toHaveBeenCalled();
  });

  it('builds it too when the object is gone', async () => {
    const { app, read, path } = setUp();
    read.mockResolvedValue(undefined);

    expect(await (await app.request(path)).json()).toMatchObject({ items: [{ outcome: 'saved' }] });
  });

  it('builds the report of a single item from the record alone', async () => {
    const result = { index: 0, outcome: 'saved', sku: 'A-1', version: 3 } as const;
    const { app, read, results, path } = setUp({ result, reportedSettlements: undefined });

    expect(await (await app.request(path)).json()).toMatchObject({ items: [result] });
    expect(read).not.toHaveBeenCalled();
    expect(results).not.toHaveBeenCalled();
  });

  it('takes the reason of a single item that failed from its part, if the record has none', async () => {
    const { app, results, path } = setUp({
      saved: undefined,
      failed: new Set([0]),
      reportedSettlements: undefined,
    });
    const error = { code: 'NOT_QUEUED', pointer: '', detail: 'was not queued' };
    results.mockImplementation(() => streamOf({ index: 0, outcome: 'failed', error }));

    expect(await (await app.request(path)).json()).toMatchObject({ issues: [error] });
  });

  it.each(['json', 'csv', 'txt', 'xlsx'])(
    'answers a whole 503 to %s when a part breaks off',
    async (format) => {
      const { app, results, path } = setUp({ total: 2, rejected: 1, reportedSettlements: undefined });
      results.mockImplementation(async function* () {
        yield* streamOf({ index: 0, outcome: 'saved' });
        throw dependencyUnavailable('A service this needs is unavailable. Try again.', new Error('aborted'));
      });

      const response = await app.request(`${path}?format=${format}`);

      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(response.headers.get('content-disposition')).toBeNull();
      expect(await response.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    },
  );

  it.each(['?format=pdf', '?fromat=csv'])('answers 400 to %s and names what there is', async (query) => {
    const { app, path } = setUp();

    const response = await app.request(path + query);

    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe('INVALID_REQUEST');
    expect(problem.detail).toMatch(
      query.includes('pdf')
        ? /format is not a known value; send json or csv or txt or xlsx/
        : /fromat .*"format"/,
    );
  });

  it('keeps the report of another caller’s submission to itself', async () => {
    const { app, read, path } = setUp({ caller: 'somebody else' });

    const response = await app.request(path);

    expect(await response.json()).toMatchObject({ code: 'SUBMISSION_NOT_FOUND' });
    expect(read).not.toHaveBeenCalled();
  });

  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/json; charset=utf8', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/csv;charset=iso-8859-1;header="present"', 'text/csv'],
    ['text/csv, application/json', 'text/csv'],
    ['text/csv;q=0.5, application/json;q=0.9', 'application/json'],
    ['application/json;q=0.5, text/plain', 'text/plain'],
    ['text/*', 'text/csv'],
    ['text/*, text/csv;q=0', 'text/plain'],
    ['*/*;q=0.1, text/csv;q=0.05', 'application/json'],
    ['*/*, application/json;q=0', 'text/csv'],
    ['application/pdf, text/plain;q=0.1', 'text/plain'],
    [XLSX, XLSX],
    [`application/*;q=0.5, ${XLSX}`, XLSX],
  ])('answers to Accept: %j in %s', async (accept, mediaType) => {
    const { app, path } = setUp();

    const response = await app.request(path, accept === undefined ? {} : { headers: { accept } });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
    expect(response.headers.get('vary')).toBe('Accept');
  });

  it.each([
    'application/pdf',
    'image/*',
    'application/json;q=0',
    '*/*;q=0',
    'text/csv;q=0, text/csv;q=0',
    'csv',
  ])('answers 406 to Accept: %j and names what there is', async (accept) => {
    const { app, read, path } = setUp();

    const response = await app.request(path, { headers: { accept } });

    expect(response.status).toBe(406);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('vary')).toBe('Accept');
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe('NOT_ACCEPTABLE');
    expect(problem.detail).toMatch(/application\/json.*text\/csv.*text\/plain.*spreadsheetml.*format=/);
    expect(read).not.toHaveBeenCalled();
  });

  it('takes the format of the query, whatever is accepted', async () => {
    const { app, path } = setUp();

    const response = await app.request(`${path}?format=csv`, { headers: { accept: 'application/pdf' } });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
  });

  it('answers HEAD in the format that is accepted', async () => {
    const { app, read, path } = setUp();

    const response = await app.request(path, { method: 'HEAD', headers: { accept: XLSX } });

    expect(response.headers.get('content-type')).toBe(XLSX);
    expect(response.headers.get('content-disposition')).toContain('.xlsx');
    expect(read).not.toHaveBeenCalled();
  });

  it('reads no report when only the head is asked for', async () => {
    const { app, read, path } = setUp();

    const response = await app.request(`${path}?format=csv`, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(read).not.toHaveBeenCalled();
  });
});
