import type { IncomingHttpHeaders, Server } from 'node:http';

/**
 * Loopback hosts, including names under `localhost` (S3's virtual-hosted style), which nobody can register
 * (RFC 6761 section 6.3).
 */
const LOOPBACK_HOST = /^(?:(?:[\w.-]+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/**
 * Makes a server answer 403 to web pages, which send an `Origin` or, after DNS rebinding, a foreign `Host`.
 * Otherwise any open page could read and write, because nothing here authenticates callers. Call it after all
 * listeners are added.
 */
export function refuseWebsites(server: Server): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isFromWebsite(request.headers)) {
      // The body isn't read.
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
