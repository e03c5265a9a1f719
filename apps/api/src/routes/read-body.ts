import { MAX_SENT_BYTES, ProblemError, readContentEncoding } from '@async-catalog/http-contract';
import { readUpTo } from '../read-up-to.ts';

interface BodyLimit {
  readonly maxBytes: number;
  /** Advice to whoever sends more. */
  readonly fix: string;
}

const SUBMISSION_LIMIT = {
  maxBytes: MAX_SENT_BYTES,
  fix: 'compress the body with gzip, or split the batch',
};

/**
 * Reads the body as it was sent, compressed or not, but never more than the limit, and nothing if its
 * `Content-Length` exceeds that. The intake unpacks it, and bounds what it unpacks to.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE` of a coding, or `INVALID_REQUEST`
 */
export async function readBody(
  request: Request,
  { maxBytes, fix }: BodyLimit = SUBMISSION_LIMIT,
): Promise<Uint8Array> {
  readContentEncoding(request.headers.get('content-encoding') ?? undefined);
  const length = request.headers.get('content-length');
  if (Number(length) > maxBytes) {
    throw tooLarge(maxBytes, fix);
  }
  let body: Uint8Array | undefined;
  try {
    // HTTP holds a body to its declared length. To cancel the rest of another would reset the connection before
    // the answer was read.
    body =
      length === null
        ? await readUpTo(maxBytes, request.body?.values({ preventCancel: true }))
        : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw new ProblemError('INVALID_REQUEST', 'The body ended early.', { cause: error });
  }
  if (body === undefined) {
    throw tooLarge(maxBytes, fix);
  }
  return body;
}

function tooLarge(maxBytes: number, fix: string): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${maxBytes} bytes: ${fix}.`);
}
