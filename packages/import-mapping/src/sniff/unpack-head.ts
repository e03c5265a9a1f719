import { Gunzip } from 'fflate';
import { FileError } from '../file-error.ts';
import { concatBytes } from '../text/concat-bytes.ts';
import { startsWith } from './known-binaries.ts';

/** Bytes of a file's head, and whether they are all of it. */
export interface Head {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** Unpacked bytes that are enough. */
const ENOUGH = 1024 ** 2;

/** Packed bytes that are unpacked at once. Each makes up to 1,032 bytes: https://zlib.net/zlib_tech.html */
const SLICE = 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x1f, 0x8b]);
}

/**
 * Unpacks the head of a gzip file, up to a MiB or two. `DecompressionStream` would unpack as much more as is in its
 * buffers, and drop what it has unpacked where the head ends.
 *
 * @throws {FileError} If it is damaged, or is the whole file and ends too early, or with other bytes.
 */
export function unpackHead({ bytes, isWhole }: Head): Head {
  const unpacked = { parts: [] as Uint8Array[], size: 0, memberSize: 0 };
  let at = 0;
  const gunzip = new Gunzip((part) => {
    unpacked.parts.push(part);
    unpacked.size += part.length;
    unpacked.memberSize += part.length;
  });
  gunzip.onmember = () => {
    unpacked.memberSize = 0;
  };
  try {
    for (; at < bytes.length && unpacked.size < ENOUGH; at += SLICE) {
      gunzip.push(bytes.subarray(at, at + SLICE), isWhole && at + SLICE >= bytes.length);
    }
  } catch (cause) {
    throw new FileError('INVALID_GZIP', describe(cause, unpacked.size > 0), {}, { cause });
  }
  const isAll = isWhole && at >= bytes.length;
  if (isAll && sizeIn(bytes) !== unpacked.memberSize) {
    throw new FileError('INVALID_GZIP', WRONG_END);
  }
  return { bytes: concatBytes(unpacked.parts), isWhole: isAll };
}

/** Reads the unpacked size of the last member from the end of a gzip file: https://www.rfc-editor.org/rfc/rfc1952#page-5 */
function sizeIn(bytes: Uint8Array): number | undefined {
  return bytes.length < MIN_SIZE
    ? undefined
    : new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0, true);
}

/** Bytes of a header and a trailer. */
const MIN_SIZE = 18;

const ADVICE = 'pack it again, or send it unpacked';

/** The three can't be told apart: the last bytes are read as a size, whatever they are. */
const WRONG_END = `The file is gzip whose last bytes are not the size of what it unpacks to: it ends too early, its end is damaged, or other bytes follow it; ${ADVICE}`;

function describe(cause: unknown, isBegun: boolean): string {
  if (cause instanceof Error && cause.message === 'unexpected EOF') {
    return `The file is gzip that ends too early; ${ADVICE}`;
  }
  return cause instanceof Error && cause.message === 'invalid gzip data' && isBegun
    ? `The file is gzip that other bytes follow; ${ADVICE}`
    : `The file is gzip that is damaged; ${ADVICE}`;
}
