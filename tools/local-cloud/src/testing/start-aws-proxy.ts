import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type AwsCall, type AwsError, type AwsExchange, readCall } from './aws-call.ts';
import { endToEnd, forwardCall } from './forward-call.ts';
import { listenOnLoopback, type LoopbackServer } from './loopback-server.ts';

export interface AwsProxyOptions {
  /**
   * Sees each call before the endpoint does. A function that it returns sees the exchange before the caller
   * does.
   */
  readonly onCall?: (call: AwsCall) => ((exchange: AwsExchange) => void) | void;
  /**
   * Makes a call fail: answers with an error instead, or drops the connection after the service has done its
   * work (`lose`).
   */
  readonly fault?: (call: AwsCall) => AwsError | 'lose' | undefined;
  /** Changes the body that the endpoint gets. */
  readonly rewriteBody?: (call: AwsCall) => Buffer;
  /** Minimum time until the answer. */
  readonly delayMs?: number | undefined;
}

export type AwsProxy = LoopbackServer;

/**
 * Starts a server on loopback that passes calls on to an endpoint, and can watch, delay or fail them.
 */
export async function startAwsProxy(
  endpoint: string,
  { onCall, fault, rewriteBody = ({ body }) => body, delayMs = 0 }: AwsProxyOptions = {},
): Promise<AwsProxy> {
  const agent = new Agent({ keepAlive: true });

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const received = await readCall(incoming);
    const observe = onCall?.(received);
    const trouble = fault?.(received);
    if (typeof trouble === 'object') {
      const { status, type, message } = trouble;
      outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      outgoing.end(JSON.stringify({ __type: type, message }));
      return;
    }
    const call = { ...received, body: rewriteBody(received) };
    const forwarded = forwardCall(call, { endpoint, agent, outgoing });
    const [answer] = await Promise.all([forwarded, delayMs > 0 && pause(delayMs)]);
    const status = answer.statusCode ?? 502;
    if (observe === undefined && trouble === undefined) {
      await pipeline(answer, outgoing.writeHead(status, endToEnd(answer.headers)));
      return;
    }
    // Not streamed: the caller could act on the last byte before the exchange was observed.
    const content = await buffer(answer);
    observe?.({ ...call, status, answer: content });
    if (trouble === 'lose') {
      outgoing.destroy();
    } else {
      outgoing.writeHead(status, endToEnd(answer.headers)).end(content);
    }
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
    respond(incoming, outgoing).catch((cause: unknown) => {
      outgoing.destroy();
      if (!isConnectionError(cause)) {
        throw cause;
      }
    });
  });
  const listening = await listenOnLoopback(server);
  async function close(): Promise<void> {
    await listening.close();
    agent.destroy();
  }
  return { url: listening.url, close, [Symbol.asyncDispose]: close };
}

/**
 * Tells connection errors, to which Node gives a code, from errors thrown by a callback. Callers and
 * endpoints may disconnect at any time.
 */
function isConnectionError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause;
}
