import { finishedRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import type { ReportReader } from '../../core/ports.ts';
import { report } from '../../openapi/examples.ts';
import { testApp } from '../../testing/test-app.ts';

const text = JSON.stringify(report);

function setUp({ caller = 'anonymous' } = {}) {
  const record = finishedRecord({ caller });
  const open = vi.fn<ReportReader['open']>(() => Promise.resolve(new Blob([text]).stream()));
  const app = testApp({ submissions: { get: () => Promise.resolve(record) }, reports: { open } });
  return { app, open, path: `/submissions/${record.id}/report` };
}

describe('GET /submissions/{id}/report', () => {
  it.each([
    ['', 'json', 'application/json'],
    ['?format=json', 'json', 'application/json'],
    ['?format=csv', 'csv', 'text/csv; charset=utf-8; header=present'],
    ['?format=txt', 'txt', 'text/plain; charset=utf-8'],
  ])(
    'answers to %j the report as %s, which a browser saves when it is CSV',
    async (query, format, mediaType) => {
      const { app, open, path } = setUp();

      const response = await app.request(path + query);

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(mediaType);
      expect(response.headers.get('content-disposition')).toBe(
        format === 'csv' ? `attachment; filename="submission-${path.split('/')[2]}.csv"` : null,
      );
      expect(await response.text()).toBe(text);
      expect(open).toHaveBeenCalledExactlyOnceWith(expect.any(String), format);
    },
  );

  it('answers a 404 problem with Retry-After until the report is there', async () => {
    const record = submissionRecord({ saved: new Set([0]), settlements: 1 });
    const open = vi.fn<ReportReader['open']>();
    const app = testApp({ submissions: { get: () => Promise.resolve(record) }, reports: { open } });

    const response = await app.request(`/submissions/${record.id}/report`);

    expect(response.status).toBe(404);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ code: 'REPORT_NOT_READY' });
    expect(open).not.toHaveBeenCalled();
  });

  it('answers the same when the object is gone', async () => {
    const { app, open, path } = setUp();
    open.mockResolvedValue(undefined);

    expect((await app.request(path)).status).toBe(404);
  });

  it.each(['?format=pdf', '?fromat=csv'])('answers 400 to %s and names what there is', async (query) => {
    const { app, path } = setUp();

    const response = await app.request(path + query);

    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe('INVALID_REQUEST');
    expect(problem.detail).toMatch(query.includes('pdf') ? /format: .*"json"\|"csv"\|"txt"/ : /"fromat"/);
  });

  it('keeps the report of another caller’s submission to itself', async () => {
    const { app, open, path } = setUp({ caller: 'somebody else' });

    const response = await app.request(path);

    expect(await response.json()).toMatchObject({ code: 'SUBMISSION_NOT_FOUND' });
    expect(open).not.toHaveBeenCalled();
  });

  it('gives the stream back when only the head is asked for', async () => {
    const { app, open, path } = setUp();
    const cancel = vi.fn<() => void>();
    open.mockResolvedValue(new ReadableStream({ cancel }));

    const response = await app.request(path, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(cancel).toHaveBeenCalledOnce();
  });
});
