import { NDJSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import {
  IMPORT_URL_SECONDS,
  type ImportRecord,
  type ImportReportFormat,
} from '@async-catalog/product-schema';
import { create } from 'content-disposition';
import { z } from 'zod';
import type { Handle } from '../operation.ts';
import { readQuery } from '../read-query.ts';
import { readOwnImport } from './read-own-import.ts';
import { reportNotReady } from './report-not-ready.ts';

export const ImportReportQuery = z.strictObject({
  format: z
    .enum(['csv', 'ndjson', 'failed'])
    .default('csv')
    .describe('`failed`: the rows that were not saved, in the columns of the file.'),
});

/** Address of a report. */
export const ReportUrl = z
  .object({ url: z.url(), expiresAt: z.iso.datetime() })
  .meta({ id: 'ImportReportUrl' });

export const handle: Handle<'/imports/:id/report'> = async (c) => {
  const { format } = readQuery(c, ImportReportQuery);
  const record = await readOwnImport(c);
  if (record.completedAt === undefined) {
    throw reportNotReady(record);
  }
  const { now, importFiles } = c.var.deps;
  const expiresAt = new Date(now().getTime() + IMPORT_URL_SECONDS * 1000).toISOString();
  const { name, mediaType } = describeReport(record, format);
  const disposition = create(name);
  const url = await importFiles.reportUrl(record.id, format, { disposition, mediaType });
  // A page can't follow the redirect: S3 would see `Origin: null`, which its CORS rules don't allow.
  const wantsJson = /\bapplication\/json\b/i.test(c.req.header('accept') ?? '');
  c.header('vary', 'Accept');
  return wantsJson ? c.json({ url, expiresAt }) : c.body(null, 302, { location: url });
};

function describeReport(
  { fileName, format: source }: ImportRecord,
  format: ImportReportFormat,
): { readonly name: string; readonly mediaType: string } {
  const kind = format === 'failed' ? (source?.kind ?? 'csv') : format;
  const base = toSafeName(fileName).replace(/(?:\.(?:csv|tsv|txt|ndjson|jsonl|json))?(?:\.gz)?$/i, '');
  return {
    name: `${base}.${format === 'failed' ? 'failed' : 'report'}.${kind}`,
    mediaType: kind === 'csv' ? 'text/csv; charset=utf-8' : NDJSON_MEDIA_TYPE,
  };
}

/** Keeps of a file's name what can be saved and seen as it is: no folders, and nothing that hides or turns letters. */
function toSafeName(fileName: string): string {
  const name = fileName.split(/[/\\]/).findLast((part) => /[^.\s]/.test(part)) ?? '';
  const visible = name.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, '').replace(/^\.+/, '');
  return visible === '' ? 'import' : visible;
}
