import type { Report } from '../report.ts';
import type { ChunkResult } from './import-record.ts';

/** Builds the result of a chunk from the report of its submission after so many settlements. */
export function toChunkResult(settlements: number, { counts, changes }: Report['summary']): ChunkResult {
  const { saved, superseded, failed, rejected, cancelled } = counts;
  const numbers = { saved, superseded, failed, rejected, cancelled, ...changes };
  return {
    settlements,
    ...Object.fromEntries(Object.entries(numbers).filter(([, number]) => number > 0)),
  };
}
