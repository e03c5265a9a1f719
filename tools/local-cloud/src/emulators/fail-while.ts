import type { Server } from 'node:http';

/**
 * Makes a server answer as DynamoDB does when it fails, for as long as `isOut` says so.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html#Programming.Errors.MessagesAndCodes.http5xx
 */
export function failWhile(server: Server, isOut: () => boolean): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isOut()) {
      request.resume();
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        JSON.stringify({
          __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
          message: 'The local cloud was asked to fail.',
        }),
      );
      return;
    }
    listeners.forEach((listener) => Reflect.apply(listener, server, [request, response]));
  });
}
