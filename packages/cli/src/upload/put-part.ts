import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** S3's answer to a part that it didn't take. */
export class PartRefusedError extends Error {
  override readonly name = 'PartRefusedError';
  readonly code = 'PART_REFUSED';
  readonly status: number;

  constructor(status: number, answer: string) {
    const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(answer) ?? [];
    super(`The storage refused a part of the file: ${status} ${code}`.trimEnd());
    this.status = status;
  }
}

const SLICE_BYTES = 64 * 1024;

/** Time after which a connection on which nothing moves is given up. */
const IDLE_MS = 60_000;

/** Loads the module late: static imports of a bundle are loaded at its start, and this one takes as long as all others together. */
const load = {
  'http:': () => import('node:http'),
  'https:': () => import('node:https'),
};

const agents = new Map<string, Agent>();

/**
 * Puts a part to its presigned URL, and resolves to its ETag. Not by `fetch`, which can't show the progress of a body whose
 * length S3 wants to know.
 * @throws {PartRefusedError}
 */
export async function putPart(
  url: string,
  bytes: Buffer,
  { signal, onSent }: { readonly signal: AbortSignal; readonly onSent: (sent: number) => void },
): Promise<string> {
  const protocol = new URL(url).protocol as keyof typeof load;
  const http = await load[protocol]();
  const agent = agents.get(protocol) ?? new http.Agent({ keepAlive: true });
  agents.set(protocol, agent);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = http.request(url, {
      method: 'PUT',
      agent,
      headers: { 'content-length': bytes.length },
      timeout: IDLE_MS,
      signal,
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.on('timeout', () =>
      request.destroy(new Error(`The storage didn't answer for ${IDLE_MS / 1000} s.`)),
    );
    send(request, bytes, onSent);
  });
  const answer = await text(response);
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200 || headers.etag === undefined) {
    throw new PartRefusedError(statusCode, answer);
  }
  return headers.etag;
}

/** Writes slices, each when the one before has left, so that what is counted is sent. */
function send(request: ClientRequest, bytes: Buffer, onSent: (sent: number) => void, start = 0): void {
  if (start >= bytes.length) {
    request.end();
    return;
  }
  const end = Math.min(start + SLICE_BYTES, bytes.length);
  request.write(bytes.subarray(start, end), (error) => {
    if (error === null || error === undefined) {
      onSent(end);
      send(request, bytes, onSent, end);
    }
  });
}
