import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { createHttpServer } from './create-http-server.ts';
import type { ServerConfig } from './server-config.ts';

/** Time for open requests to finish after the first signal: longer than any of them takes. */
const GRACE_MS = 30_000;

const IDLE_CHECK_MS = 50;

/**
 * Listens, and prints `listening URL`. On SIGINT or SIGTERM, or when a parent with an IPC channel ends, it
 * lets open requests finish and exits; a second signal kills it. `onStop` answers those that only wait.
 */
export function serve(
  app: Hono<AppEnv>,
  { host, port }: Pick<ServerConfig, 'host' | 'port'>,
  onStop: () => void,
): void {
  const server = createHttpServer(app);
  server.once('error', (error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
    // `start` passes this on, and chooses the address itself.
    const variable = isOfAddress(error) ? 'API_HOST' : 'API_PORT';
    process.stderr.write(
      `Can't listen on ${host}:${port}: ${reason}. Set ${variable} to listen elsewhere.\n`,
    );
    process.exit(1);
  });
  server.listen(port, host, () => {
    process.stdout.write(`listening ${readUrl(server)}\n`);
  });

  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const closeIdle = (): void => {
    server.closeIdleConnections();
    // Node takes a connection for busy on which nothing was asked yet. Browsers open some in advance.
    [...sockets].filter(({ bytesRead }) => bytesRead === 0).forEach((socket) => socket.destroy());
  };
  const stop = (): void => {
    onStop();
    server.close(() => process.exit(0));
    // `close` ends connections that are idle now, not those that become idle once their request is answered.
    setInterval(closeIdle, IDLE_CHECK_MS);
    setTimeout(() => process.exit(1), GRACE_MS);
  };
  // `once`: a second signal finds no listener, and Node's default action kills the process.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (process.channel !== undefined) {
    process.once('disconnect', stop);
  }
}

function isOfAddress({ code }: NodeJS.ErrnoException): boolean {
  return code !== 'EADDRINUSE' && code !== 'EACCES';
}

function readUrl(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
