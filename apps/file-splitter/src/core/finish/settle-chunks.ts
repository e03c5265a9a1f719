import {
  buildChunk,
  type ImportRecord,
  isComplete,
  type SubmissionRecord,
  toChunkResult,
} from '@async-catalog/product-schema';
import { readReport } from '@async-catalog/report-builder';
import pMap from 'p-map';
import type { SplitterPorts } from '../ports.ts';
import { isStarted } from '../started-import.ts';
import { countChunks } from './chunk-entries.ts';
import { CHUNKS_AHEAD } from './write-reports.ts';

/** Submissions in memory at once: as many as one request reads. */
const PAGE = 100;

/**
 * Records what chunks became where their workers couldn't: those that are complete, and settled more often than the
 * import knows. Resolves to the record after that. Can be repeated.
 */
export function createSettleChunks({
  imports,
  submissions,
  storedReports,
}: Pick<SplitterPorts, 'imports' | 'submissions' | 'storedReports'>) {
  async function settle({ id }: ImportRecord, number: number, submission: SubmissionRecord): Promise<void> {
    const { summary } = await readReport(submission, storedReports);
    await imports.settleChunk(id, number, toChunkResult(submission.settlements, summary));
  }

  return async (record: ImportRecord): Promise<ImportRecord> => {
    if (!isStarted(record) || record.options.dryRun) {
      return record;
    }
    const { id, startedAt } = record;
    const total = countChunks(record);
    let isSettled = false;
    for (let first = 0; first < total; first += PAGE) {
      const chunks = Array.from({ length: Math.min(PAGE, total - first) }, (_, n) =>
        buildChunk(id, first + n, startedAt),
      );
      const found = await submissions.find(chunks.map(({ submissionId }) => submissionId));
      const unsettled = chunks.flatMap(({ number, submissionId }) => {
        const submission = found.get(submissionId);
        const { settlements = -1 } = record.chunks[number] ?? {};
        return submission !== undefined && isComplete(submission) && submission.settlements > settlements
          ? [{ number, submission }]
          : [];
      });
      await pMap(unsettled, ({ number, submission }) => settle(record, number, submission), {
        concurrency: CHUNKS_AHEAD,
      });
      isSettled ||= unsettled.length > 0;
    }
    return (isSettled ? await imports.get(id) : undefined) ?? record;
  };
}
