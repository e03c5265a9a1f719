import {
  isComplete,
  type Report,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import pMap from 'p-map';
import type { Conclusion, Delivery } from '../conclusion.ts';
import type { Deadlines } from '../deadlines.ts';
import { OutOfTimeError } from '../errors.ts';
import type { HandleBatchDeps } from '../ports.ts';
import type { Settled } from '../settle/settle-batch.ts';
import { hasReportFile } from './has-report-file.ts';
import { createSettleChunk } from './settle-chunk.ts';
import { createWriteReport, type Completed } from './write-report.ts';

/** Reports in memory at once; each is a few megabytes at most. */
const MAX_PARALLEL_REPORTS = 4;

/**
 * Writes the reports of the submissions that a batch completed, and then records chunks in their imports. Where one of
 * these fails, a single message of the submission returns to the queue, so that its next delivery does both; until then
 * the report is built when it is read. After the last deliveries, the file splitter is asked to record a chunk. Returns
 * the final conclusions, in order.
 */
export function createReportBatch(deps: HandleBatchDeps) {
  const writeReport = createWriteReport(deps);
  const settleChunk = createSettleChunk(deps);

  async function writeInTime(completed: Completed, signal: AbortSignal): Promise<Report> {
    if (signal.aborted) {
      throw new OutOfTimeError('too little time was left to write the report');
    }
    return writeReport(completed, signal);
  }

  /** @throws what failed, once it is reported. */
  async function finish(completed: Completed, signal: AbortSignal): Promise<void> {
    const { record } = completed;
    const report = await writeInTime(completed, signal).catch((cause: unknown) => {
      deps.telemetry.reportFailed(record, cause);
      throw cause;
    });
    await settleChunk(record, report, signal).catch((cause: unknown) => {
      deps.telemetry.chunkFailed(record, cause);
      throw cause;
    });
  }

  /** Tells whether nothing has to return: no chunk, whose report is built when it is read, or one that is queued. */
  async function isLeftToSplitter(record: SubmissionRecord, signal: AbortSignal): Promise<boolean> {
    if (record.importId === undefined) {
      return true;
    }
    try {
      await deps.importQueue.finish(record.importId, signal);
      return true;
    } catch (cause) {
      deps.telemetry.chunkFailed(record, cause);
      return false;
    }
  }

  return async (
    deliveries: readonly Delivery[],
    settled: readonly Settled[],
    deadlines: Pick<Deadlines, 'report' | 'deadLetter'>,
  ): Promise<Conclusion[]> => {
    const conclusions = settled.map(({ conclusion }) => conclusion);
    await pMap(
      completedSubmissions(settled),
      async ([, completed]) => {
        try {
          await finish(completed, deadlines.report);
        } catch (cause) {
          // Not after its last delivery: the queue would dead-letter a message whose item is settled. One that is
          // given up returns only if there is no other, because it isn't copied then.
          const lastOf = (kind: Conclusion['kind'], isLast = false): number =>
            settled.findLastIndex(
              ({ conclusion, settlement }, n) =>
                settlement?.record.id === completed.record.id &&
                conclusion.kind === kind &&
                deliveries[n]?.isLast === isLast,
            );
          const acknowledged = lastOf('acknowledge');
          let place = acknowledged === -1 ? lastOf('deadLetter') : acknowledged;
          if (place === -1 && !(await isLeftToSplitter(completed.record, deadlines.deadLetter))) {
            // Only a redrive can record the chunk then.
            place = lastOf('acknowledge', true);
          }
          const origin = conclusions[place]?.origin;
          if (origin !== undefined) {
            conclusions[place] = { kind: 'returnToQueue', origin, cause };
          }
        }
      },
      { concurrency: MAX_PARALLEL_REPORTS },
    );
    return conclusions;
  };
}

/** Collects, by submission, the newest record and all results of those that are complete and have a report file. */
function completedSubmissions(settled: readonly Settled[]): Map<SubmissionId, Completed> {
  const completed = new Map<SubmissionId, Completed>();
  for (const { record, results } of new Set(settled.flatMap(({ settlement }) => settlement ?? []))) {
    const { record: known = record, own = [] } = completed.get(record.id) ?? {};
    const newest = record.settlements > known.settlements ? record : known;
    completed.set(record.id, { record: newest, own: [...own, ...results] });
  }
  for (const [id, { record }] of completed) {
    if (!hasReportFile(record) || !isComplete(record)) {
      completed.delete(id);
    }
  }
  return completed;
}
