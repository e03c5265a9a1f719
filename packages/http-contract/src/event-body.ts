import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, gzip, type ZlibOptions } from 'node:zlib';
import { MAX_PACKING_RATIO } from './limits.ts';

const compress = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

/**
 * Size above which a body is compressed, because JSON can double it and Lambda takes 6 MB. For smaller
 * bodies, it isn't worth the time. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const COMPRESS_ABOVE_BYTES = 512 * 1024;

/** A body as an event of API Gateway holds it. `isPacked`: it was compressed, so the event needs `content-encoding: gzip`. */
export interface EventBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly isPacked: boolean;
}

/** Encodes a body for an event. One that isn't text, such as a compressed one, goes in base64. */
export async function toEventBody(
  content: Uint8Array,
  { isPacked = false }: { readonly isPacked?: boolean } = {},
): Promise<EventBody> {
  const isLarge = !isPacked && content.byteLength > COMPRESS_ABOVE_BYTES;
  const isBase64Encoded = isPacked || isLarge || !isUtf8(content);
  const body = isLarge ? await pack(content) : toBuffer(content);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded, isPacked: isLarge };
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Packs so that the intake takes it: it refuses what unpacks to too many times its size. */
async function pack(body: Uint8Array): Promise<Buffer> {
  const packed = await compress(body, {});
  // Without repeated strings, a byte takes at least a bit.
  return packed.byteLength * MAX_PACKING_RATIO < body.byteLength
    ? await compress(body, { strategy: constants.Z_HUFFMAN_ONLY })
    : packed;
}
