import type { Server } from 'node:http';
import type { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { ServerConfig } from './config.ts';
import { createHttpServer } from './create-http-server.ts';

/** How long open requests may take to finish after the first signal: longer than any of them takes. */
const GRACE_MS = 30_000;

const IDLE_CHECK_MS = 50;

/**
 * Listens, says so with one line `listening URL` on stdout, and ends in order: the first SIGINT or SIGTERM (or the end of the parent that
 * holds the other end of an IPC channel) stops taking connections and lets open requests finish, the second kills.
 */
export function serve(app: Hono<AppEnv>, { host, port }: Pick<ServerConfig, 'host' | 'port'>): void {
  const server = createHttpServer(app);
  server.once('error', (error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
    process.stderr.write(`Can't listen on ${host}:${port}: ${reason}. API_HOST and API_PORT say where.\n`);
    process.exit(1);
  });
  server.listen(port, host, () => {
    process.stdout.write(`listening ${urlOf(server)}\n`);
  });

  const stop = (): void => {
    server.close(() => process.exit(0));
    // Node closes the connections that are idle now, not those that will be once their request is answered.
    setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    setTimeout(() => process.exit(1), GRACE_MS);
  };
  // `once`: a second signal finds no listener, and Node's default is to die of it.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (process.channel !== undefined) {
    process.once('disconnect', stop);
  }
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
