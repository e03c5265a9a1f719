import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MAX_PACKING_RATIO } from '@async-catalog/http-contract';
import { MAX_IMPORT_BYTES } from '@async-catalog/product-schema';
import { SourceError } from '../core/errors.ts';

/** Unpacked size up to which any ratio is taken: a file of blanks packs well. */
const ANY_RATIO_BYTES = 64 * 1024;

const PIECE_BYTES = 128 * 1024;

/**
 * Unpacks a file of `size` packed bytes.
 * @throws {SourceError} when it is damaged, or larger than a file may be.
 */
export async function* unpack(packed: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const limit = Math.min(MAX_IMPORT_BYTES, Math.max(ANY_RATIO_BYTES, size * MAX_PACKING_RATIO));
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  const feeding = pipeline(Readable.from(packed), gunzip);
  // Its failure is that of reading from `gunzip`.
  feeding.catch(() => {});
  let unpacked = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Uint8Array>) {
      unpacked += piece.byteLength;
      if (unpacked > limit) {
        throw new SourceError('UNPACKED_TOO_LARGE', describeLimit(limit));
      }
      yield piece;
    }
  } catch (error) {
    const detail = describeFault(error as NodeJS.ErrnoException);
    throw detail === undefined
      ? error
      : new SourceError('INVALID_GZIP', `${detail}; pack and upload it again`, { cause: error });
  }
}

/** Describes a fault of the file by zlib's error: https://github.com/madler/zlib/blob/v1.3.1/inflate.c */
function describeFault({ code, message }: NodeJS.ErrnoException): string | undefined {
  if (code?.startsWith('Z_') !== true) {
    return undefined;
  }
  if (code === 'Z_BUF_ERROR') {
    return 'ends too early';
  }
  return /^incorrect (?:data|length) check$/.test(message)
    ? 'is damaged: it does not unpack to what its checksum says'
    : 'is damaged, or other bytes follow it';
}

function describeLimit(limit: number): string {
  return limit === MAX_IMPORT_BYTES
    ? 'unpacks to more than 5 GiB; split it'
    : `unpacks to more than ${MAX_PACKING_RATIO} times its size; send it unpacked`;
}
