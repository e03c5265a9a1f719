import {
  buildChunk,
  type ChunkResult,
  countsOf,
  type ImportRecord,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { ImportFailure } from '../errors.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { MAX_UNCHECKED_CHUNKS } from './read-chunks.ts';

type Ports = Pick<SplitterPorts, 'imports' | 'submissions'>;

/** A chunk after the checkpoint; `submission`: what it became, if it was taken. */
interface SentChunk {
  readonly number: number;
  readonly submission: SubmissionRecord | undefined;
}

/** Finds the chunks after the checkpoint up to the last that was taken, by this delivery or one that was cut off. */
export async function findSentChunks({ submissions }: Ports, record: StartedImport): Promise<SentChunk[]> {
  const first = record.checkpoint?.chunk ?? 0;
  if (record.options.dryRun) {
    return [];
  }
  const chunks = Array.from({ length: MAX_UNCHECKED_CHUNKS }, (_, n) =>
    buildChunk(record.id, first + n, record.startedAt),
  );
  const found = await submissions.find(chunks.map(({ submissionId }) => submissionId));
  const last = chunks.findLastIndex(({ submissionId }) => found.has(submissionId));
  return chunks
    .slice(0, last + 1)
    .map(({ number, submissionId }) => ({ number, submission: found.get(submissionId) }));
}

/** Ends an import that isn't read on, with all chunks that were taken. */
export async function endEarly(
  ports: Ports,
  record: StartedImport,
  failure?: ImportFailure,
): Promise<ImportRecord> {
  const sent = await findSentChunks(ports, record);
  return ports.imports.end(record.id, {
    chunkTotal: (record.checkpoint?.chunk ?? 0) + sent.length,
    results: Object.fromEntries(
      sent.flatMap(({ number, submission }) => {
        const result = resultOfUnsettled(submission);
        return result === undefined ? [] : [[number, result]];
      }),
    ),
    failure,
  });
}

/** Builds the result of a chunk that no worker completes: one that isn't there, or wasn't queued whole. */
function resultOfUnsettled(submission: SubmissionRecord | undefined): ChunkResult | undefined {
  if (submission === undefined) {
    return { settlements: 0 };
  }
  const { pending, total: _, ...counts } = countsOf(submission);
  if (pending > 0 && submission.queuedAt !== undefined) {
    return undefined;
  }
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  return { settlements: submission.settlements, ...Object.fromEntries(found) };
}
