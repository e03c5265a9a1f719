import { importSourceKey } from '@async-catalog/product-schema';
import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { SourceError } from '../core/errors.ts';
import type { SourceStore, StartedImport } from '../core/ports.ts';
import { unpack } from './unpack.ts';

/**
 * Bytes that are read at a time. A stream of the whole file would be idle while chunks wait for the processor, until the
 * client or S3 drops it; a piece is read at once, and the next one while it is used.
 */
const PIECE_BYTES = 2 * 1024 ** 2;

/** Bytes that are given on at a time: all of their rows are in memory at once. */
const SLICE_BYTES = 128 * 1024;

export function createS3SourceStore(s3: S3Client, bucket: string): SourceStore {
  async function readPiece(
    { id, etag, size }: StartedImport,
    start: number,
    abortSignal: AbortSignal,
  ): Promise<Uint8Array> {
    const last = Math.min(start + PIECE_BYTES, size) - 1;
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: importSourceKey(id),
      IfMatch: etag,
      Range: `bytes=${start}-${last}`,
    });
    try {
      const { Body } = await s3.send(command, { abortSignal });
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      throw toSourceError(error) ?? error;
    }
  }

  async function* readPacked(record: StartedImport, from: number): AsyncGenerator<Uint8Array> {
    const stopped = new AbortController();
    const open = (start: number): Promise<Uint8Array> | undefined => {
      const piece = start < record.size ? readPiece(record, start, stopped.signal) : undefined;
      // Its failure is found when it is its turn, if it ever is.
      piece?.catch(() => {});
      return piece;
    };
    try {
      let next = open(from);
      for (let start = from + PIECE_BYTES; next !== undefined; start += PIECE_BYTES) {
        const piece: Uint8Array = await next;
        next = open(start);
        for (let at = 0; at < piece.length; at += SLICE_BYTES) {
          yield piece.subarray(at, at + SLICE_BYTES);
        }
      }
    } finally {
      stopped.abort();
    }
  }

  return {
    read(record, start) {
      const bytes = readPacked(record, start);
      return record.format.compression === 'gzip' ? unpack(bytes, record.size) : bytes;
    },
  };
}

function toSourceError(cause: unknown): SourceError | undefined {
  if (cause instanceof NoSuchKey) {
    return new SourceError('SOURCE_MISSING', 'was deleted; upload it again', { cause });
  }
  // The file is shorter now where the range can't be satisfied.
  return cause instanceof S3ServiceException && ['PreconditionFailed', 'InvalidRange'].includes(cause.name)
    ? new SourceError('SOURCE_CHANGED', 'is not the file that was uploaded; upload it again', { cause })
    : undefined;
}
