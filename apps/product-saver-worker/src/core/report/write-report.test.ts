import { submissionRecord } from '@async-catalog/product-schema/testing';
import type { ReportFormat } from '@async-catalog/report-builder';
import { describe, expect, it, vi } from 'vitest';
import { createWriteReport, type WriteReportDeps } from './write-report.ts';

const RECORD = submissionRecord({ saved: new Set([0]), settlements: 1 });

async function* none() {}

function setUp(putReport: (format: ReportFormat) => Promise<void>) {
  const submissions = {
    markReported: vi.fn<WriteReportDeps['submissions']['markReported']>(),
    find: vi.fn<WriteReportDeps['submissions']['find']>(),
  };
  const writeReport = createWriteReport({
    submissions,
    reports: {
      results: none,
      rejectedItems: () => Promise.resolve([]),
      putReport: (_, format) => putReport(format),
      putProductReport: () => Promise.resolve(),
    },
    telemetry: { reportWritten() {} },
    now: () => new Date('2026-01-31T09:30:01.000Z'),
  });
  return { writeReport, submissions };
}

describe('a report of which a document can’t be put', () => {
  it('fails only when no other document is still being put, which could replace a later report', async () => {
    const slow = Promise.withResolvers<void>();
    const lost = new Error('lost');
    const { writeReport, submissions } = setUp((format) =>
      format === 'json' ? Promise.reject(lost) : slow.promise,
    );
    const ended = vi.fn<(error: unknown) => void>();

    const written = writeReport(RECORD, []).catch(ended);
    await new Promise(setImmediate);
    expect(ended).not.toHaveBeenCalled();

    slow.resolve();
    await written;
    expect(ended).toHaveBeenCalledExactlyOnceWith(lost);
    expect(submissions.markReported).not.toHaveBeenCalled();
  });
});
