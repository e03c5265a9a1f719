import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { createProblem, type ErrorCode, PROBLEM_MEDIA_TYPE } from '@async-catalog/product-schema';

/** Time for the client to read the answer before the connection is closed. */
const LINGER_MS = 1000;

const PROBLEMS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'The request took too long to arrive. Send it again.'],
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The request line and headers are larger than 16 KiB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['PAYLOAD_TOO_LARGE', 'The chunk extensions are too large.'],
};

/** Answers what Node can't parse as HTTP, which never reaches the app, as a problem. */
export function createClientErrorHandler() {
  const last = new WeakMap<Duplex, ServerResponse>();
  return {
    /** Remembers the connection's last answer, into which no other may be written. */
    track(outgoing: ServerResponse): void {
      if (outgoing.socket !== null) {
        last.set(outgoing.socket, outgoing);
      }
    },

    handle(error: NodeJS.ErrnoException, socket: Duplex): void {
      const answer = last.get(socket);
      const answering = answer?.headersSent === true && !(answer.writableFinished && answer.req.complete);
      if (!socket.writable || error.code === 'ECONNRESET' || answering) {
        socket.destroy(error);
        return;
      }
      socket.end(render(error.code));
      // To close it now could reset the connection before the answer was read.
      socket.resume();
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    },
  };
}

function render(errorCode: string | undefined): string {
  const [code, detail] = PROBLEMS[errorCode ?? ''] ?? [
    'INVALID_REQUEST',
    'The request is not valid HTTP/1.1.',
  ];
  const requestId = crypto.randomUUID();
  const problem = createProblem(code, { detail, instance: '/', requestId });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
