import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const TOKEN = 'a-token';

/**
 * Starts a cache server with the part of Turborepo's protocol that its client uses:
 * https://turborepo.com/docs/openapi
 */
export async function startCacheServer() {
  const artifacts = new Map<string, Buffer>();
  const requests: string[] = [];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { method = '' } = request;
    const [, name = ''] = /^\/v8\/artifacts\/(\w+)\?/.exec(`${request.url}?`) ?? [];
    const artifact = artifacts.get(name);
    requests.push(`${method} ${name}`);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      response.writeHead(403).end();
    } else if (name === 'status') {
      response.end('{"status":"enabled"}');
    } else if (method === 'POST') {
      response.end();
    } else if (method === 'PUT') {
      artifacts.set(name, body);
      response.writeHead(202).end('{"urls":[]}');
    } else {
      response.writeHead(artifact === undefined ? 404 : 200).end(artifact);
    }
  }
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    env: { TURBO_API: `http://127.0.0.1:${port}`, TURBO_TEAM: 'a-team', TURBO_TOKEN: TOKEN },
    /** Counts the requests with this method. */
    count: (method: string) => requests.filter((request) => request.startsWith(`${method} `)).length,
    close: () => server.close(),
  };
}
