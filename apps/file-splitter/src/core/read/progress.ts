import { START } from '@async-catalog/import-mapping';
import type { ChunkResult } from '@async-catalog/product-schema';
import { OvertakenError } from '../errors.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import type { RowChunk } from './build-chunks.ts';

/** Chunks after which the progress is kept. */
export const CHUNKS_PER_CHECKPOINT = 16;

/** A chunk that was taken, and its result where no worker will settle it. */
export interface TakenChunk {
  readonly chunk: Pick<RowChunk, 'number' | 'after' | 'skippedRows'>;
  readonly items: number;
  readonly result: ChunkResult | undefined;
}

/** Keeps how far a file is read, chunk by chunk in their order. */
export function createProgress(
  { imports, telemetry }: Pick<SplitterPorts, 'imports' | 'telemetry'>,
  started: StartedImport,
  receives: number,
) {
  let record = started;
  let taken: TakenChunk[] = [];

  /** @throws {OvertakenError} when another delivery has read further. */
  async function keep({ isEnd }: { readonly isEnd: boolean }): Promise<void> {
    const last = taken.at(-1)?.chunk;
    const items = taken.reduce((sum, chunk) => sum + chunk.items, 0);
    const advanced = await imports.advance(record.id, {
      checkpoint:
        last === undefined
          ? (record.checkpoint ?? { ...START, chunk: 0 })
          : { ...last.after, chunk: last.number + 1 },
      items: record.items + items,
      skippedRows: last === undefined ? record.skippedRows : started.skippedRows + last.skippedRows,
      results: Object.fromEntries(
        taken.flatMap(({ chunk, result }) => (result === undefined ? [] : [[chunk.number, result]])),
      ),
      receives,
      isEnd,
    });
    if (advanced === undefined) {
      throw new OvertakenError('another delivery has read further');
    }
    const { startedAt, etag, format, mapping } = started;
    record = { ...advanced, startedAt, etag, format, mapping };
    telemetry.rowsRead(record, { rows: items, chunks: taken.length });
    taken = [];
  }

  return {
    get record(): StartedImport {
      return record;
    },
    /** Adds the next chunk, and keeps the progress after some. */
    async add(chunk: TakenChunk): Promise<void> {
      taken.push(chunk);
      if (taken.length === CHUNKS_PER_CHECKPOINT) {
        await keep({ isEnd: false });
      }
    },
    /** Keeps what was added since. `isEnd`: it was the last of the file. */
    async end({ isEnd }: { readonly isEnd: boolean }): Promise<void> {
      if (taken.length > 0 || isEnd) {
        await keep({ isEnd });
      }
    },
  };
}
