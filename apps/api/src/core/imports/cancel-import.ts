import { type ImportRecord, statusOfImport } from '@async-catalog/product-schema';
import type { ImportPorts } from '../ports.ts';
import { importEnded, importNotFound } from './import-problems.ts';

/** Cancels an import: nothing more of it is read or saved. A repeat answers the same. */
export async function cancelImport(
  { imports, importFiles, now }: ImportPorts,
  record: ImportRecord,
): Promise<ImportRecord> {
  if (record.cancelledAt === undefined && ENDED.has(statusOfImport(record, now()))) {
    throw importEnded();
  }
  const cancelled =
    record.cancelledAt === undefined
      ? ((await imports.cancel(record.id, now().toISOString())) ?? (await imports.get(record.id)))
      : record;
  if (cancelled === undefined) {
    throw importNotFound();
  }
  if (cancelled.cancelledAt === undefined) {
    throw importEnded();
  }
  if (cancelled.startedAt === undefined && cancelled.uploadId !== undefined) {
    await importFiles.abortUpload(record.id, cancelled.uploadId);
  }
  return cancelled;
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed']);
