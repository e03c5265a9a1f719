import type { Timestamp } from '../timestamp.ts';
import { chunkDeadline } from './chunk.ts';
import { UPLOAD_DEADLINE_MS } from './import-limits.ts';
import type { ChunkResult, ImportRecord } from './import-record.ts';
import type { ImportCounts, ImportStatus } from './import.ts';

const OUTCOMES = ['saved', 'superseded', 'failed', 'rejected', 'cancelled', 'valid'] as const;

/** Counts the items of an import. They add up at every moment: what isn't known of a chunk is pending. */
export function countsOfImport({ items, chunks }: Pick<ImportRecord, 'items' | 'chunks'>): ImportCounts {
  const results = Object.values(chunks);
  const sum = (field: Exclude<keyof ChunkResult, 'settlements'>): number =>
    results.reduce((total, result) => total + (result[field] ?? 0), 0);
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, sum(outcome)])) as Record<
    (typeof OUTCOMES)[number],
    number
  >;
  const known = OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
  // Chunks after the last checkpoint can be complete.
  const total = Math.max(items, known);
  return { total, ...counts, pending: total - known };
}

/** Tells whether every chunk is sent and complete. */
export function isImportComplete({
  chunkTotal,
  chunks,
}: Pick<ImportRecord, 'chunkTotal' | 'chunks'>): boolean {
  return chunkTotal !== undefined && Object.keys(chunks).length >= chunkTotal;
}

/** Sums the settlements that the chunks' results include; a report that was written after fewer is stale. */
export function settlementsOfImport({ chunks }: Pick<ImportRecord, 'chunks'>): number {
  return Object.values(chunks).reduce((sum, { settlements }) => sum + settlements, 0);
}

/** Time by which an import must be uploaded or, once it is started, saved. */
export function importDeadline({ createdAt, startedAt, checkpoint }: ImportRecord): Timestamp {
  return startedAt === undefined
    ? new Date(Date.parse(createdAt) + UPLOAD_DEADLINE_MS).toISOString()
    : chunkDeadline(startedAt, checkpoint?.chunk ?? 0);
}

/** Derives the status at `now`. A terminal one is given only once the reports can be read. */
export function statusOfImport(record: ImportRecord, now: Date): ImportStatus {
  const { startedAt, begunAt, cancelledAt, failure, completedAt } = record;
  const isLate = now.toISOString() > importDeadline(record);
  if (startedAt === undefined) {
    if (cancelledAt !== undefined) {
      return 'cancelled';
    }
    return failure !== undefined || isLate ? 'failed' : 'uploading';
  }
  if (completedAt === undefined) {
    if (isLate) {
      return 'overdue';
    }
    return begunAt === undefined ? 'queued' : 'processing';
  }
  if (cancelledAt !== undefined) {
    return 'cancelled';
  }
  const { total, saved, superseded, valid } = countsOfImport(record);
  const good = saved + superseded + valid;
  if (failure !== undefined || (good === 0 && total > 0)) {
    return 'failed';
  }
  return good === total ? 'completed' : 'completed_with_errors';
}
