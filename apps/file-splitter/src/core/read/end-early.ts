import { buildChunk, type ImportRecord } from '@async-catalog/product-schema';
import type { ImportFailure } from '../errors.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { MAX_UNCHECKED_CHUNKS } from './read-chunks.ts';

type Ports = Pick<SplitterPorts, 'imports' | 'submissions'>;

/** Counts the chunks after the checkpoint up to the last that was taken, by this delivery or one that was cut off. */
export async function countSentChunks({ submissions }: Ports, record: StartedImport): Promise<number> {
  const first = record.checkpoint?.chunk ?? 0;
  if (record.options.dryRun) {
    return 0;
  }
  const ids = Array.from(
    { length: MAX_UNCHECKED_CHUNKS },
    (_, n) => buildChunk(record.id, first + n, record.startedAt).submissionId,
  );
  const found = await submissions.find(ids);
  return ids.findLastIndex((id) => found.has(id)) + 1;
}

/** Ends an import that isn't read on, with all chunks that were taken. Finishing settles those that no worker completes. */
export async function endEarly(
  ports: Ports,
  record: StartedImport,
  failure?: ImportFailure,
): Promise<ImportRecord> {
  const sent = await countSentChunks(ports, record);
  return ports.imports.end(record.id, { chunkTotal: (record.checkpoint?.chunk ?? 0) + sent, failure });
}
