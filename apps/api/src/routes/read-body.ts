import { ProblemError } from '../core/problem-error.ts';

/** 5 MiB: what one request can carry. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * The body as it came. One that says it is too large isn't read at all; one that doesn't say is read no further than the limit.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE` when it is compressed
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed, without Content-Encoding.');
  }
  const length = request.headers.get('content-length');
  if (length !== null) {
    if (Number(length) > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    return new Uint8Array(await request.arrayBuffer());
  }
  return readUpToLimit(request.body);
}

async function readUpToLimit(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BODY_BYTES} bytes; split the batch.`);
}
