import type { ImportRecord } from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ImportFiles } from '../../core/ports.ts';
import { testApp } from '../../testing/test-app.ts';

const AT = '2026-01-31T09:29:00.000Z';
const done = { startedAt: AT, completedAt: AT };
const ndjson = { format: { kind: 'ndjson', compression: 'gzip', encoding: 'utf-8' } } as const;

function setUp(overrides: Partial<ImportRecord> = done) {
  const record = importRecord(overrides);
  const reportUrl = vi.fn<ImportFiles['reportUrl']>(() => Promise.resolve('https://bucket.example/r?X=1'));
  const app = testApp({ imports: { get: () => Promise.resolve(record) }, importFiles: { reportUrl } });
  return {
    record,
    reportUrl,
    get: (query = '', headers = {}) => app.request(`/imports/${record.id}/report${query}`, { headers }),
  };
}

describe('GET /imports/{id}/report', () => {
  it.each([
    ['', 'csv', {}, 'products.report.csv', 'text/csv; charset=utf-8'],
    ['?format=csv', 'csv', {}, 'products.report.csv', 'text/csv; charset=utf-8'],
    ['?format=ndjson', 'ndjson', {}, 'products.report.ndjson', 'application/x-ndjson'],
    ['?format=failed', 'failed', {}, 'products.failed.csv', 'text/csv; charset=utf-8'],
    [
      '?format=failed',
      'failed',
      { ...ndjson, fileName: 'a.ndjson.gz' },
      'a.failed.ndjson',
      'application/x-ndjson',
    ],
    ['', 'csv', { fileName: 'list' }, 'list.report.csv', 'text/csv; charset=utf-8'],
  ] as const)('redirects %j to the report', async (query, format, overrides, name, mediaType) => {
    const { get, record, reportUrl } = setUp({ ...done, ...overrides });

    const response = await get(query);

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://bucket.example/r?X=1');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe('');
    expect(reportUrl).toHaveBeenCalledExactlyOnceWith(record.id, format, {
      disposition: `attachment; filename=${name}`,
      mediaType,
    });
  });

  it('answers the URL to who accepts JSON, which a page can read', async () => {
    const response = await setUp().get('', { accept: 'application/json' });

    expect(response.status).toBe(200);
    expect(response.headers.get('vary')).toBe('Accept');
    expect(await response.json()).toEqual({
      url: 'https://bucket.example/r?X=1',
      expiresAt: '2026-01-31T10:30:00.000Z',
    });
  });

  it.each([
    ['../../etc/cron.d/a.csv', 'a.report.csv'],
    ['C:\\Users\\a\\list.csv', 'list.report.csv'],
    ['a\u202Evsc.exe.csv', 'avsc.exe.report.csv'],
    ['a\u0085\u2028\u2066b.csv', 'ab.report.csv'],
    ['..', 'import.report.csv'],
    ['.htaccess', 'htaccess.report.csv'],
    ['../', 'import.report.csv'],
  ])('names the report of %j %s', async (fileName, name) => {
    const { get, reportUrl } = setUp({ ...done, fileName });

    await get();

    const { disposition } = reportUrl.mock.calls[0]![2];
    expect(disposition).toBe(`attachment; filename=${name}`);
  });

  it('encodes a name that isn’t ASCII', async () => {
    const { get, reportUrl } = setUp({ ...done, fileName: 'thé "1".csv' });

    await get();

    expect(reportUrl.mock.calls[0]?.[2].disposition).toContain(
      "filename*=UTF-8''th%C3%A9%20%221%22.report.csv",
    );
  });

  it.each([
    ['while the import goes on', { startedAt: AT }, '1'],
    ['of an import that ended before its start', { cancelledAt: AT }, null],
  ])('answers 404 %s', async (_, overrides, retryAfter) => {
    const { get, reportUrl } = setUp(overrides);

    const response = await get();

    expect(response.status).toBe(404);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.json()).toMatchObject({ code: 'REPORT_NOT_READY' });
    expect(reportUrl).not.toHaveBeenCalled();
  });

  it.each(['?format=json', '?fromat=csv'])('refuses %s', async (query) => {
    expect((await setUp().get(query)).status).toBe(400);
  });

  it('keeps another caller’s report to itself', async () => {
    const { get, reportUrl } = setUp({ ...done, caller: 'bob' });

    expect(await (await get()).json()).toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    expect(reportUrl).not.toHaveBeenCalled();
  });
});
