import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Loopback hosts, including names under `localhost` (S3's virtual-hosted style), which nobody can register
 * (RFC 6761 section 6.3).
 */
const LOOPBACK_HOST = /^(?:(?:[\w.-]+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/** Decides about a request of a web page: `answered` if there is nothing left to do. */
export type ServePage = (
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
) => 'allowed' | 'answered' | 'refused';

/**
 * Makes a server answer 403 to web pages, which send an `Origin` or, after DNS rebinding, a foreign `Host`.
 * Otherwise any open page could read and write, because nothing here authenticates callers. `servePage` may let pages
 * pass that call a loopback `Host`. Call it after all listeners are added.
 */
export function refuseWebsites(server: Server, servePage: ServePage = () => 'refused'): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { host = '', origin } = request.headers;
    const isLocal = LOOPBACK_HOST.test(host);
    const decision = isLocal && origin !== undefined ? servePage(request, response, origin) : 'refused';
    if (decision === 'answered') {
      return;
    }
    if (decision === 'refused' && (!isLocal || origin !== undefined)) {
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
