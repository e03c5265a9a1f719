import { once } from 'node:events';
import { createServer, request, Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

export interface ThrottlingProxy {
  readonly url: string;
  /** Calls that were refused so far. */
  readonly refused: number;
  close(): Promise<void>;
}

export interface ThrottlingProxyOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly isTooMuch: IsTooMuch;
}

/** Asked for each update of the table. */
export type IsTooMuch = () => boolean;

/** A table that takes so many updates a second. */
export function above(updatesPerSecond: number): IsTooMuch {
  let second = 0;
  let updates = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      updates = 0;
    }
    updates += 1;
    return updates > updatesPerSecond;
  };
}

/** A table that refuses one update of so many, however slowly they come. */
export function oneOf(count: number): IsTooMuch {
  let updates = 0;
  return () => {
    updates += 1;
    return updates % count === 0;
  };
}

/** Stands before DynamoDB's endpoint and refuses what is too much, as a table does that has no more capacity. */
export async function startThrottlingProxy({
  endpoint,
  tableName,
  isTooMuch,
}: ThrottlingProxyOptions): Promise<ThrottlingProxy> {
  const agent = new Agent({ keepAlive: true });
  let refused = 0;

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const isUpdate = String(incoming.headers['x-amz-target']).endsWith('.UpdateItem');
    if (isUpdate && tableOf(body) === tableName && isTooMuch()) {
      refused += 1;
      outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(THROTTLED);
      return;
    }
    const passedOn = request(endpoint, { method: 'POST', headers: incoming.headers, agent });
    passedOn.on('error', () => outgoing.destroy());
    passedOn.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    passedOn.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    // Workers are killed in the middle of their requests.
    forward(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const listening = once(server, 'listening');
  server.listen(0, '127.0.0.1');
  await listening;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get refused() {
      return refused;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

function tableOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { readonly TableName: string }).TableName;
}
