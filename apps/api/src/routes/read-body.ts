import { ProblemError } from '../core/problem-error.ts';
import { readUpTo } from '../read-up-to.ts';

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
  let body: Uint8Array | undefined;
  try {
    // HTTP itself holds a body to the length that it says.
    body =
      length === null
        ? await readUpTo(MAX_BODY_BYTES, request.body)
        : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw new ProblemError('INVALID_REQUEST', 'The body broke off.', { cause: error });
  }
  if (body === undefined) {
    throw tooLarge();
  }
  return body;
}

function tooLarge(): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BODY_BYTES} bytes; split the batch.`);
}
