import type { Report } from '@async-catalog/product-schema';
import { z } from 'zod';
import { renderCsv } from './render-csv.ts';
import { renderText } from './render-text.ts';
import { renderXlsx } from './render-xlsx.ts';

interface FormatFacts {
  readonly mediaType: string;
  /** File name for saving the report. Browsers show formats without one. */
  readonly fileName?: (submissionId: string) => string;
}

const FORMATS = {
  json: { mediaType: 'application/json' },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', fileName: (id) => `submission-${id}.csv` },
  txt: { mediaType: 'text/plain; charset=utf-8' },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: (id) => `submission-${id}.xlsx`,
  },
} as const satisfies Record<string, FormatFacts>;

export const ReportFormat = z.enum(Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
export type ReportFormat = z.infer<typeof ReportFormat>;

export const REPORT_FORMATS: Readonly<Record<ReportFormat, FormatFacts>> = FORMATS;

type Rendered = Iterable<string> | ReadableStream<Uint8Array>;

// Apart from the facts, so that a bundle which needs only these holds no renderer.
const RENDERERS: Record<ReportFormat, (report: Report) => Rendered> = {
  json: (report) => [JSON.stringify(report)],
  csv: renderCsv,
  txt: renderText,
  xlsx: renderXlsx,
};

/** Renders a report: text in pieces of a line or row where the format has them, and anything else as bytes. */
export function renderReport(report: Report, format: ReportFormat): Rendered {
  return RENDERERS[format](report);
}

/** Builds the `Content-Disposition` of a report that browsers save instead of show. */
export function buildContentDisposition(submissionId: string, format: ReportFormat): string | undefined {
  const fileName = REPORT_FORMATS[format].fileName?.(submissionId);
  return fileName === undefined ? undefined : `attachment; filename="${fileName}"`;
}
