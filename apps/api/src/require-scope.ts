import { isLoopback } from '@async-catalog/env';
import type { HonoRequest } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './core/problem-error.ts';

export type Scope = 'catalog:read' | 'catalog:write';

// https://www.rfc-editor.org/rfc/rfc6750#section-2.1
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Lets only those through whose access token has the scope; every program on this machine, when the service is open. */
export function requireScope(scope: Scope) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { authenticate } = c.get('deps');
    if (authenticate === undefined) {
      refuseWebsites(c.req);
    } else {
      const { caller, scopes } = await authenticate(tokenOf(c.req.header('authorization')));
      c.set('caller', caller);
      if (!scopes.has(scope)) {
        throw new ProblemError('FORBIDDEN', `It needs the scope ${scope}.`, {
          headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
        });
      }
    }
    await next();
  });
}

/**
 * An open service listens on loopback, where it is still within reach of every page in a browser on this machine: straight, which gives another
 * `Origin` than the service's own (its `/docs`), or by a name of the page's own that leads here, which shows in `Host` (DNS rebinding).
 */
function refuseWebsites(request: HonoRequest): void {
  const { hostname, origin } = new URL(request.url);
  if (!isLoopback(hostname) || (request.header('origin') ?? origin) !== origin) {
    throw new ProblemError(
      'FORBIDDEN',
      'Without access tokens, only this machine is answered, and no other web page: call it localhost or 127.0.0.1.',
    );
  }
}

function tokenOf(authorization: string | undefined): string {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    // RFC 6750 section 3.1: who sends no token is told no error code.
    throw new ProblemError('UNAUTHENTICATED', 'Send an access token: Authorization: Bearer TOKEN.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  return token;
}
