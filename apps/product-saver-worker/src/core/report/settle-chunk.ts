import {
  isImportComplete,
  type Report,
  type SubmissionRecord,
  toChunkResult,
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
    const result = toChunkResult(record.settlements, summary);
    const progress = await imports.settleChunk({ importId, chunk, result }, signal);
    if (progress === undefined) {
      telemetry.chunkIgnored(record);
    } else if (isImportComplete(progress)) {
      await importQueue.finish(importId, signal);
    }
  };
}
