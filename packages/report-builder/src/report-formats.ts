import type { Report } from '@async-catalog/product-schema';
import { z } from 'zod';
import { renderCsv } from './render-csv.ts';
import { renderJson } from './render-json.ts';
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

// Kept out of the rows above, because a bundler can't drop one property of an object and the API must not
// bundle the renderers.
const RENDERERS: Record<ReportFormat, (report: Report) => string | Promise<string>> = {
  json: renderJson,
  csv: renderCsv,
  txt: renderText,
};

export const ReportFormat = z.enum(Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
export type ReportFormat = z.infer<typeof ReportFormat>;

export const REPORT_FORMATS: Readonly<Record<ReportFormat, FormatFacts>> = FORMATS;

/** Renders a report in every format. */
export async function renderReport(report: Report): Promise<Record<ReportFormat, string>> {
  const documents = ReportFormat.options.map(
    async (format) => [format, await RENDERERS[format](report)] as const,
  );
  return Object.fromEntries(await Promise.all(documents)) as Record<ReportFormat, string>;
}

/** Builds the `Content-Disposition` of a report that browsers save instead of show. */
export function buildContentDisposition(submissionId: string, format: ReportFormat): string | undefined {
  const fileName = REPORT_FORMATS[format].fileName?.(submissionId);
  return fileName === undefined ? undefined : `attachment; filename="${fileName}"`;
}
