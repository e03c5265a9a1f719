/** Plain `node:http`, the limit: it parses the body, and neither checks nor logs anything. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { loadPeerConfig } from './config.ts';
import { createHandOver } from './processor.ts';

const handOver = createHandOver(loadPeerConfig().functionName);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/products') {
    response.writeHead(404).end();
    return;
  }
  const product = await text(request);
  try {
    JSON.parse(product);
  } catch {
    response.writeHead(400).end();
    return;
  }
  const { statusCode, headers, body } = await handOver(product);
  response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
