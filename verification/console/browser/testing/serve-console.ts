import { readFile } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const SITE = path.resolve(import.meta.dirname, '../../../../apps/console/dist/local');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const CSP = (others: readonly string[]) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; connect-src 'self' ${others.join(' ')}; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

/** Serves the built console in front of an API, until the API's own server does. */
export async function serveConsole(apiUrl: string, config: object = {}, others: readonly string[] = []) {
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://x');
    if (!pathname.startsWith('/console/')) {
      const call = forward(
        new URL(incoming.url ?? '/', apiUrl),
        {
          method: incoming.method,
          headers: { ...incoming.headers, host: new URL(apiUrl).host, origin: apiUrl },
        },
        (response) => {
          answer.writeHead(response.statusCode ?? 500, response.headers);
          response.pipe(answer);
        },
      );
      call.on('error', () => answer.destroy());
      answer.on('close', () => call.destroy());
      incoming.pipe(call);
      return;
    }
    const name = pathname.slice('/console/'.length);
    if (name === 'config.json') {
      answer
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ apiUrl: '/', stage: 'local', ...config }));
      return;
    }
    const file = path.join(SITE, path.extname(name) === '' ? 'index.html' : name);
    readFile(file).then(
      (bytes) =>
        answer
          .writeHead(200, {
            'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
            'content-security-policy': CSP(others),
          })
          .end(bytes),
      () => answer.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}
