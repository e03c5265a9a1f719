import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from './aws-action.ts';

export interface Proxy extends AsyncDisposable {
  readonly url: string;
}

export interface ProxyOptions {
  readonly target: string;
  /** Called for each request as it comes; what it returns is called when it is answered. */
  readonly onRequest: () => (exchange: Exchange) => void;
  /** How much later than `target` it answers. */
  readonly delayMs?: number | undefined;
}

/** Stands in front of an endpoint and passes everything through. DynamoDB is asked to say what each request consumed. */
export async function startProxy({ target, onRequest, delayMs = 0 }: ProxyOptions): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });

  async function pass(incoming: IncomingMessage) {
    const onAnswer = onRequest();
    const { method = '', url = '' } = incoming;
    const requestBody = withCapacityAsked(await buffer(incoming), incoming);
    const headers = { ...incoming.headers, 'content-length': String(requestBody.length) };
    const outgoing = send({ agent, hostname, port, method, path: url, headers });
    outgoing.end(requestBody);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const responseBody = await buffer(answer);
    const status = answer.statusCode ?? 502;
    onAnswer({ method, url, headers, requestBody, responseBody });
    const { 'transfer-encoding': _, ...answerHeaders } = answer.headers;
    return { status, headers: answerHeaders, body: responseBody };
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
    Promise.all([pass(incoming), delayMs > 0 && pause(delayMs)]).then(
      ([{ status, headers, body }]) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.destroy(),
    );
  });
  return { url: await listen(server), [Symbol.asyncDispose]: () => close(server, agent) };
}

function withCapacityAsked(body: Buffer, { headers }: IncomingMessage): Buffer {
  return String(headers['x-amz-target']).startsWith('DynamoDB_')
    ? Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'TOTAL' }))
    : body;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server, agent: Agent): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  agent.destroy();
}
