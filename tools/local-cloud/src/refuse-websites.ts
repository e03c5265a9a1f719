import type { IncomingHttpHeaders, Server } from 'node:http';

/** Also with a name before it, as S3's virtual-hosted style has: `localhost` is nobody's to give out (RFC 6761 section 6.3). */
const LOOPBACK_HOST = /^(?:(?:[\w.-]+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/**
 * Has a server answer 403 to what a web page sends. Nothing here asks who is calling, so any page that is open in a browser on this machine
 * could otherwise read and write: straight, which gives an `Origin` (SDKs and the CLI send none); or by a name of its own that
 * it has lead to this machine, which shows in `Host` (DNS rebinding). Called when the server has its listeners.
 */
export function refuseWebsites(server: Server): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isFromWebsite(request.headers)) {
      // What comes after the head isn't read.
      response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
      response.end(
        'The local cloud answers programs on this machine, not web pages: no Origin, and a Host of loopback.\n',
      );
      return;
    }
    listeners.forEach((listener) => Reflect.apply(listener, server, [request, response]));
  });
}

function isFromWebsite({ host = '', origin }: IncomingHttpHeaders): boolean {
  return origin !== undefined || !LOOPBACK_HOST.test(host);
}
