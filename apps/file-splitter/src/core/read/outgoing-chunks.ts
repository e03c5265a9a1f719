import { canSeek, type ImportItem, readItems } from '@async-catalog/import-mapping';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { buildChunks, type RowChunk, toBody } from './build-chunks.ts';

/** A chunk that waits to be sent: only what a dry run computes from keeps its items, so that eight of them stay small. */
export interface OutgoingChunk extends Pick<RowChunk, 'number' | 'after' | 'skippedRows'> {
  readonly body: string;
  readonly count: number;
  readonly items: readonly ImportItem[];
}

/** Reads the chunks of a file from its checkpoint on. */
export async function* readChunksOn(
  { sources, chunkItems }: Pick<SplitterPorts, 'sources' | 'chunkItems'>,
  record: StartedImport,
): AsyncGenerator<RowChunk> {
  const { format, mapping, columns = [], checkpoint } = record;
  const sourceStart = canSeek(format) ? (checkpoint?.byte ?? 0) : 0;
  const source = sources.read(record, sourceStart);
  const items = readItems(source, { format, mapping, columns, from: checkpoint, sourceStart });
  yield* buildChunks(items, checkpoint?.chunk ?? 0, chunkItems);
}

/** Reads the chunks of a file from its checkpoint on, as they are sent. */
export async function* readOutgoingChunks(
  ports: Pick<SplitterPorts, 'sources' | 'chunkItems'>,
  record: StartedImport,
): AsyncGenerator<OutgoingChunk> {
  const { options } = record;
  for await (const chunk of readChunksOn(ports, record)) {
    const { number, after, skippedRows } = chunk;
    yield {
      number,
      after,
      skippedRows,
      body: toBody(chunk),
      count: chunk.items.length,
      items: options.dryRun ? chunk.items : [],
    };
  }
}
