import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';
import { handleMalformedRequest } from './errors.ts';

/** As long as a gateway gives a whole exchange. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The service over HTTP. Who takes longer than 30 s to send a request gets a 408 and is cut off. What the answer takes doesn't count: a
 * consumer that waits is not in the way of anybody. https://nodejs.org/api/http.html#serverrequesttimeout
 */
export function createHttpServer(app: Hono<AppEnv>, requestTimeout = REQUEST_TIMEOUT_MS): Server {
  const listener = getRequestListener(app.fetch, { errorHandler: handleMalformedRequest });
  // Node looks only so often, every 30 s by itself.
  const connectionsCheckingInterval = requestTimeout / 10;
  const server = createServer({ requestTimeout, connectionsCheckingInterval }, (incoming, outgoing) => {
    if (!server.listening) {
      outgoing.setHeader('connection', 'close');
    }
    void listener(incoming, outgoing);
  });
  return server;
}
