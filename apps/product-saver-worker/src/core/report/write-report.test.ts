import { submissionRecord } from '@async-catalog/product-schema/testing';
import type { ReportFormat } from '@async-catalog/report-builder';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryPorts } from '../../testing/memory-ports.ts';
import { createMemoryTelemetry } from '../../testing/memory-telemetry.ts';
import type { SubmissionStore } from '../ports.ts';
import { createWriteReport } from './write-report.ts';

const RECORD = submissionRecord({ saved: new Set([0]), settlements: 1 });

function setUp(putReport: (format: ReportFormat) => Promise<void>) {
  const { ports } = createMemoryPorts();
  const submissions = {
    ...ports.submissions,
    markReported: vi.fn<SubmissionStore['markReported']>(),
    find: vi.fn<SubmissionStore['find']>(),
  };
  const writeReport = createWriteReport({
    submissions,
    reports: { ...ports.reports, putReport: (_, format) => putReport(format) },
    telemetry: createMemoryTelemetry().telemetry,
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
