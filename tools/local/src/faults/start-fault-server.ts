import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createFaultApp, type FaultAppOptions } from './fault-app.ts';

/**
 * Serves the fault controls on a free port of loopback, below a path that nobody can guess: no web page reaches them but through the API,
 * which checks where a request comes from.
 */
export async function startFaultServer(options: FaultAppOptions): Promise<{ url: string; close(): void }> {
  const path = `/${randomUUID()}`;
  const server = createAdaptorServer({ fetch: createFaultApp(options, path).fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close() {
      server.close();
      if ('closeAllConnections' in server) {
        server.closeAllConnections();
      }
    },
  };
}
