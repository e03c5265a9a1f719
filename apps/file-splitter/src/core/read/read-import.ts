import type { ImportId, ImportRecord } from '@async-catalog/product-schema';
import { ACKNOWLEDGE, CONTINUE, type Conclusion } from '../conclusion.ts';
import type { Deadlines } from '../deadlines.ts';
import { type ImportFailure, OvertakenError } from '../errors.ts';
import { CHECKS } from '../finish/finish-import.ts';
import { type FileFault, isFileFault } from '../file-fault.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { isStarted } from '../started-import.ts';
import { countSentChunks, endEarly } from './end-early.ts';
import { ChunkReusedError, createReadChunks, type Reading } from './read-chunks.ts';
import { createRetry } from './retry.ts';

/** Delay of a delivery that another one is ahead of, as a number of failures: minutes, in which the other one goes on. */
const OVERTAKEN_FAILURES = 4;

/**
 * Reads an import's file as far as the invocation's time reaches, from where the last delivery stopped. Whatever
 * happens, and however often, the same chunks are sent.
 */
export function createReadImport(ports: SplitterPorts) {
  const { imports, queue, telemetry } = ports;
  const readChunks = createReadChunks(ports);
  const retry = createRetry(ports, fail);

  /** Queues the reports. While chunks are pending, this checks that each is recorded once it is complete. */
  async function conclude(record: ImportRecord): Promise<Conclusion> {
    if (record.chunkTotal !== undefined) {
      await queue.sendFinish(record.id, CHECKS);
    }
    return ACKNOWLEDGE;
  }

  async function fail(record: StartedImport, failure: ImportFailure): Promise<Conclusion> {
    const ended = await endEarly(ports, record, failure);
    telemetry.importFailed(record, failure);
    return conclude(ended);
  }

  async function follow(
    { record, end }: Reading,
    before: StartedImport,
    receives: number,
  ): Promise<Conclusion> {
    if (end === 'file') {
      return conclude(record);
    }
    if (end === 'cut') {
      const hasMoved = record.checkpoint?.chunk !== before.checkpoint?.chunk;
      return hasMoved ? CONTINUE : retry(record, receives, new Error('there was no time to read a chunk'));
    }
    const { cause } = end;
    if (cause instanceof ChunkReusedError) {
      telemetry.chunkNotDeterministic(record, cause.number);
      return fail(record, CHANGED);
    }
    if (isFileFault(cause)) {
      return fail(record, toFailure(cause, record));
    }
    return cause instanceof OvertakenError
      ? { kind: 'retry', cause, failures: OVERTAKEN_FAILURES }
      : retry(record, receives, cause);
  }

  async function readOn(record: StartedImport, receives: number, deadlines: Deadlines): Promise<Conclusion> {
    // Of a cancelled import, chunks that were begun to be sent are sent: some of their items may be queued.
    const sent = record.cancelledAt === undefined ? undefined : await countSentChunks(ports, record);
    const limit = sent === undefined ? Infinity : (record.checkpoint?.chunk ?? 0) + sent;
    if (sent === 0) {
      return conclude(await endEarly(ports, record));
    }
    const reading = await readChunks(record, { receives, deadlines, limit });
    const isCancelled = reading.record.cancelledAt !== undefined;
    return reading.end === 'cut' && isCancelled && !deadlines.work.aborted
      ? conclude(await endEarly(ports, reading.record))
      : follow(reading, record, receives);
  }

  return async (importId: ImportId, receives: number, deadlines: Deadlines): Promise<Conclusion> => {
    const record = await imports.begin(importId);
    if (record === undefined || !isStarted(record)) {
      telemetry.importUnknown(importId);
      return ACKNOWLEDGE;
    }
    if (record.chunkTotal !== undefined) {
      return conclude(record);
    }
    try {
      return await readOn(record, receives, deadlines);
    } catch (error) {
      return retry(record, receives, error);
    }
  };
}

const CHANGED: ImportFailure = {
  code: 'SOURCE_CHANGED',
  detail: 'gave other rows when it was read again; upload it again',
};

function toFailure({ code, detail, line, column }: FileFault, { checkpoint }: StartedImport): ImportFailure {
  const place = line ?? checkpoint?.line;
  return {
    code,
    detail,
    ...(place !== undefined && { line: place }),
    ...(column !== undefined && { column }),
  };
}
