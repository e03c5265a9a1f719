import {
  type ChunkResult,
  isImportComplete,
  type Report,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { HandleBatchDeps } from '../ports.ts';

/**
 * Records the result of a complete chunk in its import, and asks for the import's report where it was the last. Can be
 * repeated; does nothing for a submission that is no chunk.
 */
export function createSettleChunk({ imports, importQueue, telemetry }: HandleBatchDeps) {
  return async (record: SubmissionRecord, { summary }: Report, signal: AbortSignal): Promise<void> => {
    const { importId, chunk } = record;
    if (importId === undefined || chunk === undefined) {
      return;
    }
    const result = toChunkResult(record, summary);
    const progress = await imports.settleChunk({ importId, chunk, result }, signal);
    if (progress === undefined) {
      telemetry.chunkIgnored(record);
    } else if (isImportComplete(progress)) {
      await importQueue.finish(importId, signal);
    }
  };
}

function toChunkResult(
  { settlements }: SubmissionRecord,
  { counts, changes }: Report['summary'],
): ChunkResult {
  const { saved, superseded, failed, rejected, cancelled } = counts;
  const numbers = { saved, superseded, failed, rejected, cancelled, ...changes };
  return {
    settlements,
    ...Object.fromEntries(Object.entries(numbers).filter(([, number]) => number > 0)),
  };
}
