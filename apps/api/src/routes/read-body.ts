import { ProblemError } from '../core/problem-error.ts';

/** 5 MiB: what one request can carry. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * The body as it came. One that says it is too large isn't read at all; one that doesn't say is read no further than the limit.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE` when it is compressed, `INVALID_REQUEST` when it breaks off
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    // RFC 9110 section 15.5.16: the header tells that it isn't the type that is wrong.
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed.', {
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const length = request.headers.get('content-length');
  if (Number(length) > MAX_BODY_BYTES) {
    throw tooLarge();
  }
  try {
    // HTTP itself holds a body to the length that it says.
    return length === null ? await readUpToLimit(request.body) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw error instanceof ProblemError
      ? error
      : new ProblemError('INVALID_REQUEST', 'The body broke off.', { cause: error });
  }
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
