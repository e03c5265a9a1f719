import type { FileFormat } from '@async-catalog/product-schema';

/** Encodes a file's bytes as UTF-8. A byte order mark stays, as the character that it is. */
export async function* toUtf8(
  source: AsyncIterable<Uint8Array>,
  encoding: FileFormat['encoding'],
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* source;
    return;
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  for await (const chunk of source) {
    yield encoder.encode(decoder.decode(chunk, { stream: true }));
  }
  yield encoder.encode(decoder.decode());
}

/** Leaves out the first bytes. */
export async function* skipBytes(
  source: AsyncIterable<Uint8Array>,
  count: number,
): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of source) {
    if (left < chunk.length) {
      yield left === 0 ? chunk : chunk.subarray(left);
    }
    left = Math.max(0, left - chunk.length);
  }
}
