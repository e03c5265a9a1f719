import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Call, type RecordedRequest, toCall } from './recorded-call.ts';

/** An error of AWS, sent in place of the endpoint's answer. */
export interface AwsError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

/** Says of a call, with the text of its request, whether it fails. */
export type Fault = (call: Call, body: string) => AwsError | undefined;

/** An address on loopback that hands everything on to an endpoint, and tells of each call. */
export interface Recorder {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function recordRequests(
  endpoint: string,
  onCall: (call: Call) => void,
  fault: Fault = () => undefined,
): Promise<Recorder> {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request: RecordedRequest = {
      method: incoming.method ?? '',
      url: new URL(incoming.url ?? '', endpoint),
      headers: incoming.headers,
      body: await buffer(incoming),
    };
    const call = toCall(request);
    onCall(call);
    const error = fault(call, request.body.toString());
    if (error === undefined) {
      handOn(request, outgoing);
    } else {
      outgoing.writeHead(error.status, { 'content-type': 'application/x-amz-json-1.0' });
      outgoing.end(JSON.stringify({ __type: error.type, message: error.message }));
    }
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((cause: Error) => outgoing.destroy(cause));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function handOn({ method, url, headers, body }: RecordedRequest, outgoing: ServerResponse): void {
  const onward = send(url, { method, headers, agent: false }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  onward.on('error', (cause) => outgoing.destroy(cause));
  // A request that its caller gives up, such as a long poll, ends at the endpoint too.
  outgoing.on('close', () => onward.destroy());
  onward.end(body);
}
