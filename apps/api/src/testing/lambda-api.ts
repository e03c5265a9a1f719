import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface LambdaApi extends AsyncDisposable {
  readonly endpoint: string;
  /** Events received, as JSON text. */
  readonly payloads: string[];
}

/** Starts a fake of Lambda's Invoke API: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function startLambdaApi(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<LambdaApi> {
  const payloads: string[] = [];
  const receive = async (request: IncomingMessage): Promise<void> => {
    payloads.push(await text(request));
  };
  const server = createServer((request, response) => {
    void receive(request).then(() => answer(response, request));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    payloads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
