import { MAX_BODY_BYTES, ProblemError } from '@async-catalog/http-contract';
import { readUpTo } from '../read-up-to.ts';

/**
 * Reads the body, but never more than the limit, and nothing if its `Content-Length` exceeds that.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, or `UNSUPPORTED_MEDIA_TYPE` if compressed, or `INVALID_REQUEST`
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    // The header says that the coding is wrong, not the type: RFC 9110 section 15.5.16.
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
    // HTTP holds a body to its declared length.
    body =
      length === null
        ? await readUpTo(MAX_BODY_BYTES, request.body)
        : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw new ProblemError('INVALID_REQUEST', 'The body ended early.', { cause: error });
  }
  if (body === undefined) {
    throw tooLarge();
  }
  return body;
}

function tooLarge(): ProblemError {
  return new ProblemError(
    'PAYLOAD_TOO_LARGE',
    `The body is larger than ${MAX_BODY_BYTES} bytes. Split the batch.`,
  );
}
