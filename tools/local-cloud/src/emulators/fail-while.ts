import type { Server } from 'node:http';
import type { Faults } from '../faults.ts';

export type TableFaults = Pick<Faults, 'tablesOut' | 'throttleTables'>;

/** Calls that read or write items, the only ones that a table's throughput limits. */
const ITEM_CALL = /\.(?:\w+Items?|Query|Scan)$/;

/**
 * Makes a server answer as DynamoDB does when it fails or throttles, for as long as the faults say so.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html#Programming.Errors.MessagesAndCodes
 */
export function failWhile(server: Server, { tablesOut, throttleTables }: TableFaults): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const fail = (status: number, type: string, message: string): void => {
      request.resume();
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ __type: type, message }));
    };
    if (tablesOut?.() === true) {
      fail(500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', 'The local cloud was asked to fail.');
    } else if (ITEM_CALL.test(String(request.headers['x-amz-target'])) && throttleTables?.() === true) {
      fail(
        400,
        'com.amazon.coral.availability#ThrottlingException',
        'Rate of requests exceeds the allowed throughput: the local cloud was asked to throttle.',
      );
    } else {
      listeners.forEach((listener) => Reflect.apply(listener, server, [request, response]));
    }
  });
}
