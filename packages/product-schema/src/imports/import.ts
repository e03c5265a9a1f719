import { z } from 'zod';
import { ImportId } from '../ids.ts';
import { Timestamp } from '../timestamp.ts';
import { FileFormat } from './file-format.ts';
import { ColumnGuess, ImportMapping } from './import-mapping.ts';
import type { ImportRecord } from './import-record.ts';
import { countsOfImport, importDeadline, statusOfImport } from './import-state.ts';
import { ImportUpload } from './import-upload.ts';

/**
 * - `uploading`: waits for the file, or to be started.
 * - `queued`: started; no row is read yet.
 * - `processing`: rows are read and saved.
 * - `completed`: all are saved or superseded; in a dry run, all are valid.
 * - `completed_with_errors`: the file was read to its end, some rows are not saved.
 * - `failed`: the file could not be read to its end, or no row was saved.
 * - `cancelled`: ended at the caller's request.
 * - `overdue`: past the deadline with items pending.
 */
export const ImportStatus = z
  .enum([
    'uploading',
    'queued',
    'processing',
    'completed',
    'completed_with_errors',
    'failed',
    'cancelled',
    'overdue',
  ])
  .meta({ id: 'ImportStatus' });
export type ImportStatus = z.infer<typeof ImportStatus>;

const Count = z.int().nonnegative();

/** Numbers of items by outcome. `total` is the sum of the others: of the items that were read so far. */
export const ImportCounts = z
  .object({
    total: Count,
    saved: Count,
    superseded: Count,
    failed: Count,
    rejected: Count,
    cancelled: Count,
    valid: Count.describe('Items that a dry run found valid; 0 otherwise.'),
    pending: Count,
  })
  .meta({ id: 'ImportCounts' });
export type ImportCounts = z.infer<typeof ImportCounts>;

const Changes = z.object({ created: Count, updated: Count, unchanged: Count, deleted: Count });

/** An import as consumers see it. */
export const Import = z
  .object({
    importId: ImportId,
    fileName: z.string(),
    size: z.int().min(1),
    dryRun: z.boolean(),
    status: ImportStatus,
    counts: ImportCounts,
    changes: Changes.describe('Saves by what they changed; in a preview, what they would.'),
    rows: z.object({
      read: Count.describe('Rows of data that were read, with those that are no item.'),
      skipped: Count.describe('Rows that are no item: blank ones, and parts of the item of another row.'),
      complete: z.boolean().describe('Whether all rows are read, so that `counts.total` is final.'),
    }),
    format: FileFormat.optional(),
    mapping: ImportMapping.optional(),
    guesses: z.array(ColumnGuess).optional(),
    notes: z.array(z.string()).optional().describe('Remarks on the file, such as on its encoding.'),
    failure: z
      .object({ code: z.string(), detail: z.string(), line: z.int().optional(), column: z.int().optional() })
      .optional()
      .describe('Reason why the file could not be read, or not to its end.'),
    createdAt: Timestamp,
    startedAt: Timestamp.optional(),
    completedAt: Timestamp.optional(),
    upload: ImportUpload.optional().describe('While the file is being uploaded.'),
    deadlineAt: Timestamp.describe(
      'Time by which the file must be uploaded; once it is started, by which it is saved.',
    ),
    expiresAt: Timestamp,
    reportReady: z.boolean(),
    links: z.object({ self: z.string(), issues: z.string(), report: z.string() }),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export function toImport(record: ImportRecord, now: Date): Import {
  const { id: importId, fileName, size, options, format, mapping, guesses, notes, failure } = record;
  const results = Object.values(record.chunks);
  const sum = (change: keyof z.infer<typeof Changes>): number =>
    results.reduce((total, result) => total + (result[change] ?? 0), 0);
  const counts = countsOfImport(record);
  return {
    importId,
    fileName,
    size,
    dryRun: options.dryRun,
    status: statusOfImport(record, now),
    counts,
    changes: {
      created: sum('created'),
      updated: sum('updated'),
      unchanged: sum('unchanged'),
      deleted: sum('deleted'),
    },
    rows: {
      read: counts.total + record.skippedRows,
      skipped: record.skippedRows,
      complete: record.chunkTotal !== undefined,
    },
    ...(format !== undefined && { format }),
    ...(mapping !== undefined && { mapping }),
    ...(guesses !== undefined && { guesses }),
    ...(notes !== undefined && { notes }),
    ...(failure !== undefined && { failure }),
    createdAt: record.createdAt,
    ...(record.startedAt !== undefined && { startedAt: record.startedAt }),
    ...(record.completedAt !== undefined && { completedAt: record.completedAt }),
    deadlineAt: importDeadline(record),
    expiresAt: new Date(record.expiresAt * 1000).toISOString(),
    reportReady: record.completedAt !== undefined,
    links: importLinks(importId),
  };
}

/** Paths of an import, its issues and its reports on the API. */
export function importLinks(importId: string): Import['links'] {
  const self = `/imports/${importId}`;
  return { self, issues: `${self}/issues`, report: `${self}/report` };
}
