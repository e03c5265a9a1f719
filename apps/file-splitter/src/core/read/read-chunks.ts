import { pMapIterable } from 'p-map';
import type { Deadlines } from '../deadlines.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { type OutgoingChunk, readOutgoingChunks } from './outgoing-chunks.ts';
import { CHUNKS_PER_CHECKPOINT, createProgress, type TakenChunk } from './progress.ts';
import { createSettleChunk } from './settle-chunk.ts';
import { createSubmitChunk } from './submit-chunk.ts';

/**
 * Chunks that are sent at a time: enough for the queue never to run dry, and few, because the queue mixes the messages of
 * those sent at once, and each batch of the worker writes a part of a report for each chunk that it has messages of.
 */
const CONCURRENCY = 2;

/** Chunks after a checkpoint that can have been sent, by deliveries that were cut off: with room for two of them. */
export const MAX_UNCHECKED_CHUNKS = 2 * (CHUNKS_PER_CHECKPOINT + CONCURRENCY);

/** The processor has taken other rows as this chunk. */
export class ChunkReusedError extends Error {
  override readonly name = 'ChunkReusedError';
  readonly number: number;

  constructor(number: number) {
    super(`chunk ${number} was sent with other rows before`);
    this.number = number;
  }
}

/**
 * The record as reading left it, and why it ended.
 * - `file`: the file is read to its end.
 * - `cut`: the time was up, the limit was reached, or the import was cancelled.
 * - `cause`: it can't be read on, now or ever.
 */
export interface Reading {
  readonly record: StartedImport;
  readonly end: 'file' | 'cut' | { readonly cause: unknown };
}

export interface ReadOptions {
  readonly receives: number;
  readonly deadlines: Deadlines;
  /** Number of the first chunk that isn't to be sent. */
  readonly limit: number;
}

/** Reads a file from its checkpoint on, sends its chunks and keeps the progress. */
export function createReadChunks(ports: SplitterPorts) {
  const submitChunk = createSubmitChunk(ports);
  const settleChunk = createSettleChunk(ports);

  return async (started: StartedImport, { receives, deadlines, limit }: ReadOptions): Promise<Reading> => {
    const progress = createProgress(ports, started, receives);
    const stopping = new AbortController();
    const stop = AbortSignal.any([deadlines.work, stopping.signal]);
    let end: Reading['end'] = 'file';
    /** Why the file can't be read on. It ends a reading only once all chunks before are taken. */
    let fault: { readonly cause: unknown } | undefined;
    /** Reads no more, and waits for what is sent. The first cause counts, more than a cut. */
    const endBy = (reason: Reading['end']): void => {
      end = end === 'file' || (end === 'cut' && reason !== 'cut') ? reason : end;
      stopping.abort();
    };

    async function* read(): AsyncGenerator<OutgoingChunk> {
      try {
        for await (const chunk of readOutgoingChunks(ports, started)) {
          if (stop.aborted || chunk.number >= limit) {
            endBy('cut');
            return;
          }
          yield chunk;
        }
      } catch (cause) {
        // What comes before is sent all the same: chunks that are being tried again go on.
        fault = { cause };
      }
    }

    async function send(chunk: OutgoingChunk): Promise<TakenChunk | undefined> {
      try {
        const { number, body, after, skippedRows, count } = chunk;
        const answer = await submitChunk({ record: started, number, body }, stop, deadlines.calls);
        if (answer.kind === 'reused') {
          throw new ChunkReusedError(number);
        }
        const result = await settleChunk(started, chunk, answer);
        return { chunk: { number, after, skippedRows }, items: count, result };
      } catch (cause) {
        endBy({ cause });
        return undefined;
      }
    }

    let isKept = true;
    const keep = async (step: Promise<void>): Promise<void> => {
      try {
        await step;
      } catch (cause) {
        isKept = false;
        // Of more weight than a cut: what was sent isn't kept.
        end = { cause };
        stopping.abort();
      }
    };
    for await (const taken of pMapIterable(read(), send, { concurrency: CONCURRENCY })) {
      // Nothing after a chunk that wasn't taken can be kept: it is sent again.
      isKept &&= taken !== undefined;
      if (isKept && taken !== undefined) {
        await keep(progress.add(taken));
        if (progress.record.cancelledAt !== undefined && started.cancelledAt === undefined) {
          endBy('cut');
        }
      }
    }
    await keep(progress.end({ isEnd: end === 'file' && fault === undefined }));
    return { record: progress.record, end: typeof end === 'object' ? end : (fault ?? end) };
  };
}
