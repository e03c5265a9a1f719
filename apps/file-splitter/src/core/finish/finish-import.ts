import {
  type ImportId,
  type ImportRecord,
  isImportComplete,
  settlementsOfImport,
} from '@async-catalog/product-schema';
import { ACKNOWLEDGE, CONTINUE, type Conclusion } from '../conclusion.ts';
import type { Deadlines } from '../deadlines.ts';
import { OvertakenError } from '../errors.ts';
import type { ReportFile, SplitterPorts } from '../ports.ts';
import { createSettleChunks } from './settle-chunks.ts';
import { createWriteFailed } from './write-failed.ts';
import { createWriteReports, MERGED_FILES } from './write-reports.ts';

/**
 * Checks for pending chunks after a file is read: every 5 minutes for 8 hours, longer than a worker tries to save an
 * item. A worker that dies, or fails on its last delivery, may leave a complete chunk that only these find.
 */
export const CHECKS = 96;
const CHECK_DELAY_SECONDS = 5 * 60;

/**
 * Writes the reports of an import whose chunks are all complete, and marks them. Each file says from how many
 * settlements it was written, so that a delivery which was cut off, or overtaken, is made good by the next.
 * @throws {OvertakenError} when another delivery marked reports meanwhile.
 */
export function createFinishImport(ports: SplitterPorts) {
  const { imports, files, queue, telemetry, now } = ports;
  const settleChunks = createSettleChunks(ports);
  const writeReports = createWriteReports(ports);
  const writeFailed = createWriteFailed(ports);

  return async (
    importId: ImportId,
    receives: number,
    deadlines: Deadlines,
    checks = 0,
  ): Promise<Conclusion> => {
    const found = await imports.get(importId);
    if (found === undefined) {
      telemetry.importUnknown(importId);
      return ACKNOWLEDGE;
    }
    if (found.chunkTotal === undefined) {
      // Whoever reads the file to its end queues this again.
      return ACKNOWLEDGE;
    }
    const record = await settleChunks(found);
    if (!isEveryChunkComplete(record)) {
      // The worker of the last one queues this, too.
      if (checks > 0) {
        await queue.sendFinish(importId, checks - 1, CHECK_DELAY_SECONDS);
      }
      return ACKNOWLEDGE;
    }
    const settlements = settlementsOfImport(record);
    const stale = await findStale([...MERGED_FILES, 'failed'], importId, settlements);
    const merged = MERGED_FILES.filter((file) => stale.has(file));
    // One pass over the chunks writes them all. If its time wasn't enough, each gets a pass of its own.
    const passes = receives === 1 ? [merged] : merged.map((file) => [file]);
    const steps = [
      ...passes
        .filter((names) => names.length > 0)
        .map((names) => () => writeReports(record, names, settlements, deadlines.calls)),
      ...(stale.has('failed') ? [() => writeFailed(record, settlements, deadlines.calls)] : []),
    ];
    for (const [number, step] of steps.entries()) {
      if (number > 0 && deadlines.work.aborted) {
        return CONTINUE;
      }
      await step();
    }
    if (record.completedAt === undefined || record.reportedSettlements !== settlements) {
      if (!(await imports.markReported(record, settlements, now().toISOString()))) {
        throw new OvertakenError('other reports were marked meanwhile');
      }
      telemetry.reported(record, settlements);
    }
    return ACKNOWLEDGE;
  };

  async function findStale(
    names: readonly ReportFile[],
    importId: ImportId,
    settlements: number,
  ): Promise<ReadonlySet<ReportFile>> {
    const known = await Promise.all(names.map((file) => files.settlementsOf(importId, file)));
    return new Set(names.filter((_, place) => known[place] !== settlements));
  }
}

/** Tells whether no chunk is missing. Results of chunks beyond the number that was counted don't make up for one. */
function isEveryChunkComplete(record: ImportRecord): boolean {
  return (
    isImportComplete(record) &&
    Array.from({ length: record.chunkTotal ?? 0 }).every((_, number) => record.chunks[number] !== undefined)
  );
}
