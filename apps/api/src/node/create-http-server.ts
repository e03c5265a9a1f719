import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MAX_SENT_BYTES } from '@async-catalog/http-contract';
import { MAX_DIRECT_IMPORT_BYTES } from '@async-catalog/product-schema';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { handleMalformedRequest } from '../middleware/handle-error.ts';
import { createClientErrorHandler } from './client-error.ts';
import { drain } from './drain.ts';

/** API Gateway's limit for a whole exchange. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Longer than the 60 s after which proxies drop an idle connection: they must do so first, or they send a request
 * on one that is being closed. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#connection-idle-timeout
 */
const KEEP_ALIVE_MS = 65_000;

/**
 * Serves the API over HTTP. Requests that take more than 30 s to arrive get a 408; answers may take longer.
 * https://nodejs.org/api/http.html#serverrequesttimeout
 */
export function createHttpServer(app: Hono<AppEnv>, requestTimeout = REQUEST_TIMEOUT_MS): Server {
  const listener = getRequestListener(app.fetch, {
    errorHandler: handleMalformedRequest,
    // It closes the connection 500 ms after the answer, which resets one that is still uploading.
    autoCleanupIncoming: false,
  });
  // Node's default, 30 s, would find a slow request up to 30 s late.
  const connectionsCheckingInterval = requestTimeout / 10;
  const timeouts = { requestTimeout, connectionsCheckingInterval, keepAliveTimeout: KEEP_ALIVE_MS };
  // Node would answer a request without one itself, and without a problem; the listener refuses it, too.
  const requireHostHeader = false;
  const clientErrors = createClientErrorHandler();
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    clientErrors.track(outgoing);
    if (!server.listening) {
      outgoing.setHeader('connection', 'close');
    }
    outgoing.once('finish', () => drain(incoming));
    void listener(incoming, outgoing);
  };
  const server = createServer({ ...timeouts, requireHostHeader }, handle);
  server.on('clientError', (error, socket) => clientErrors.handle(error, socket));
  server.on('checkContinue', (incoming, outgoing) => {
    if (Number(incoming.headers['content-length'] ?? 0) > limitOf(incoming)) {
      // The client hasn't sent the body, and need not: the app refuses it by its length.
      outgoing.setHeader('connection', 'close');
    } else {
      outgoing.writeContinue();
    }
    handle(incoming, outgoing);
  });
  return server;
}

/** Looks up the limit of the body that is sent to a path. */
function limitOf({ url = '' }: IncomingMessage): number {
  return /^\/imports(?:\?|$)/.test(url) ? MAX_DIRECT_IMPORT_BYTES : MAX_SENT_BYTES;
}
