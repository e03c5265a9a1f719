import type { Report } from '@async-catalog/product-schema';
import { z } from 'zod';
import { renderCsv } from './render-csv.ts';
import { renderText } from './render-text.ts';

interface FormatFacts {
  readonly mediaType: string;
  /** File name for saving the report. Browsers show formats without one. */
  readonly fileName?: (submissionId: string) => string;
}

const FORMATS = {
  json: { mediaType: 'application/json' },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', fileName: (id) => `submission-${id}.csv` },
  txt: { mediaType: 'text/plain; charset=utf-8' },
} as const satisfies Record<string, FormatFacts>;

export const ReportFormat = z.enum(Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
export type ReportFormat = z.infer<typeof ReportFormat>;

export const REPORT_FORMATS: Readonly<Record<ReportFormat, FormatFacts>> = FORMATS;

const RENDERERS: Record<ReportFormat, (report: Report) => Iterable<string>> = {
  json: (report) => [JSON.stringify(report)],
  csv: renderCsv,
  txt: renderText,
};

/** Renders a report, in pieces of a line or row where the format has them. */
export function renderReport(report: Report, format: ReportFormat): Iterable<string> {
  return RENDERERS[format](report);
}

/** Builds the `Content-Disposition` of a report that browsers save instead of show. */
export function buildContentDisposition(submissionId: string, format: ReportFormat): string | undefined {
  const fileName = REPORT_FORMATS[format].fileName?.(submissionId);
  return fileName === undefined ? undefined : `attachment; filename="${fileName}"`;
}
