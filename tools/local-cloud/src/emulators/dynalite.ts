import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { refuseWebsites } from '../refuse-websites.ts';
import { LOOPBACK, type Emulator } from './emulator.ts';
import { failWhile, type TableFaults } from './fail-while.ts';
import { namePort } from './name-port.ts';
import { trackResponses } from './open-responses.ts';
import { type Parser, rememberExpressions } from './remember-expressions.ts';

/**
 * Signature of dynalite. `path` is LevelDB's directory (in memory without it); the times delay changes of a
 * table.
 */
type Dynalite = (options: {
  path?: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}) => Server;

// dynalite has no types, and a declaration file here wouldn't reach the packages that compile this one.
const require = createRequire(import.meta.url);
const dynalite = require('dynalite') as Dynalite;
rememberExpressions(require('dynalite/db/conditionParser') as Parser);
rememberExpressions(require('dynalite/db/updateParser') as Parser);

/**
 * Starts DynamoDB, which fails or throttles calls while the faults say so.
 *
 * @throws {PortInUseError}
 */
export async function startDynalite(
  port: number,
  directory: string | undefined,
  faults: TableFaults = {},
): Promise<Emulator> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(directory !== undefined && { path: directory }),
  });
  // dynalite throws when a client hangs up, which would end this process.
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => {});
  });
  const answered = trackResponses(server);
  failWhile(server, faults);
  refuseWebsites(server);
  await namePort(port, 'DynamoDB', async () => {
    const listening = once(server, 'listening');
    server.listen(port, LOOPBACK);
    await listening;
  });
  return {
    endpoint: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    async close() {
      await answered();
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      // Otherwise a request that never ends would keep the server open.
      server.closeAllConnections();
      await closed;
    },
  };
}
