import { buildChunk, type ImportRecord, type SubmissionRecord } from '@async-catalog/product-schema';
import { readAllEntries, type ReportEntry } from '@async-catalog/report-builder';
import type { SplitterPorts } from '../ports.ts';
import type { DryEntry } from '../read/dry-entries.ts';

/** An item of a chunk, as its report or its dry run has it. */
export interface ChunkEntry {
  readonly item: (ReportEntry | DryEntry)['item'];
  readonly issues: ReportEntry['issues'];
}

/** Counts the chunks of an import. After a cancellation there can be more results than chunks were counted. */
export function countChunks({ chunkTotal = 0, chunks }: ImportRecord): number {
  return Math.max(chunkTotal, ...Object.keys(chunks).map((number) => Number(number) + 1));
}

/** Reads what became of the items of a chunk, in order; nothing of one that was never taken. */
export function createReadChunkEntries({
  submissions,
  storedReports,
  dryChunks,
}: Pick<SplitterPorts, 'submissions' | 'storedReports' | 'dryChunks'>) {
  return async (
    { id, options, startedAt = '' }: ImportRecord,
    number: number,
  ): Promise<readonly ChunkEntry[]> => {
    if (options.dryRun) {
      return dryChunks.get(id, number);
    }
    const { submissionId } = buildChunk(id, number, startedAt);
    const submission: SubmissionRecord | undefined = (await submissions.find([submissionId])).get(
      submissionId,
    );
    return submission === undefined ? [] : readAllEntries(submission, storedReports);
  };
}
