import {
  buildChunk,
  type ImportRecord,
  isComplete,
  type SubmissionRecord,
  toChunkResult,
  unsettledIndexes,
} from '@async-catalog/product-schema';
import { readReport } from '@async-catalog/report-builder';
import pMap from 'p-map';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { isStarted } from '../started-import.ts';
import { countChunks } from './chunk-entries.ts';
import { createFindRows, isLeft, isUnchecked } from './rows-of-chunks.ts';
import { CHUNKS_AHEAD } from './write-reports.ts';

/** Submissions in memory at once: as many as one request reads. */
const PAGE = 100;

/**
 * Records what chunks became where their workers couldn't: those that are complete, and settled more often than the
 * import knows. Of an import that ended early, it settles what no worker will: what was never queued is failed. Resolves
 * to the record after that. Can be repeated.
 */
export function createSettleChunks(ports: SplitterPorts) {
  const { imports, submissions, storedReports, now } = ports;

  async function record({ id }: ImportRecord, number: number, submission: SubmissionRecord): Promise<void> {
    const { summary } = await readReport(submission, storedReports);
    await imports.settleChunk(id, number, toChunkResult(submission.settlements, summary));
  }

  /** Settles a chunk of which only a part was queued, or nothing. Where somebody else did meanwhile, the next check sees it. */
  async function settleLeft(
    owner: ImportRecord,
    number: number,
    submission: SubmissionRecord,
  ): Promise<void> {
    const at = now().toISOString();
    const settled = await submissions.settleFailed(submission, unsettledIndexes(submission), at);
    if (settled !== undefined) {
      await record(owner, number, settled);
    }
  }

  /** Records chunks that were never taken, before others that were: their rows are failed. */
  async function settleMissing(owner: StartedImport, numbers: readonly number[]): Promise<void> {
    const findRows = createFindRows(ports, owner);
    for (const number of numbers) {
      const failed = (await findRows(number)).length;
      await imports.settleChunk(owner.id, number, { settlements: 0, ...(failed > 0 && { failed }) });
    }
  }

  return async (found: ImportRecord): Promise<ImportRecord> => {
    if (!isStarted(found) || found.options.dryRun) {
      return found;
    }
    const { id, startedAt } = found;
    const total = countChunks(found);
    const missing: number[] = [];
    let isSettled = false;
    for (let first = 0; first < total; first += PAGE) {
      const chunks = Array.from({ length: Math.min(PAGE, total - first) }, (_, n) =>
        buildChunk(id, first + n, startedAt),
      );
      const known = await submissions.find(chunks.map(({ submissionId }) => submissionId));
      const steps = chunks.flatMap(({ number, submissionId }) => {
        const submission = known.get(submissionId);
        if (submission === undefined) {
          missing.push(...(isUnchecked(found, number) && found.chunks[number] === undefined ? [number] : []));
          return [];
        }
        if (isComplete(submission)) {
          const { settlements = -1 } = found.chunks[number] ?? {};
          return submission.settlements > settlements ? [() => record(found, number, submission)] : [];
        }
        return isUnchecked(found, number) && isLeft(submission, now())
          ? [() => settleLeft(found, number, submission)]
          : [];
      });
      await pMap(steps, (step) => step(), { concurrency: CHUNKS_AHEAD });
      isSettled ||= steps.length > 0;
    }
    await settleMissing(found, missing);
    isSettled ||= missing.length > 0;
    return (isSettled ? await imports.get(id) : undefined) ?? found;
  };
}
