import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** `refuse`: answer 503 instead. `lose`: pass the request on, and drop the connection instead of answering. */
export type Treatment = 'pass' | 'refuse' | 'lose';

/** Starts a proxy of a service that treats each request as `treat` says, by its body. */
export async function startFaultProxy(target: string, treat: (body: string) => Treatment) {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const treatment = treat(body.toString());
      if (treatment === 'refuse') {
        response.writeHead(503).end('{}');
        return;
      }
      const { headers, method = 'POST', url = '/' } = request;
      const answer = await fetch(new URL(url, target), {
        method,
        headers: new Headers(
          ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'].map((name) => [
            name,
            String(headers[name]),
          ]),
        ),
        body,
      });
      const content = Buffer.from(await answer.arrayBuffer());
      if (treatment === 'lose') {
        response.destroy();
        return;
      }
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
        .end(content);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
