import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { handleMalformedRequest } from '../middleware/handle-error.ts';

/** API Gateway's limit for a whole exchange. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Serves the API over HTTP. Requests that take more than 30 s to arrive get a 408; answers may take longer.
 * https://nodejs.org/api/http.html#serverrequesttimeout
 */
export function createHttpServer(app: Hono<AppEnv>, requestTimeout = REQUEST_TIMEOUT_MS): Server {
  const listener = getRequestListener(app.fetch, { errorHandler: handleMalformedRequest });
  // Node's default, 30 s, would find a slow request up to 30 s late.
  const connectionsCheckingInterval = requestTimeout / 10;
  const server = createServer({ requestTimeout, connectionsCheckingInterval }, (incoming, outgoing) => {
    if (!server.listening) {
      outgoing.setHeader('connection', 'close');
    }
    void listener(incoming, outgoing);
  });
  return server;
}
