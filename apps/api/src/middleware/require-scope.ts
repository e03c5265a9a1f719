import { withOwnQuotas } from '@async-catalog/caller-limits';
import { isLoopback } from '@async-catalog/env';
import { ProblemError } from '@async-catalog/http-contract';
import type { HonoRequest } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { needsScope, type Scope } from '../auth/authenticate.ts';

// https://www.rfc-editor.org/rfc/rfc6750#section-2.1
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Refuses requests whose access token lacks the scope; an open service refuses other websites instead. */
export function requireScope(scope: Scope) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { authenticate, allowedHosts, allowedOrigins, quotas } = c.get('deps');
    if (authenticate === undefined) {
      refuseWebsites(c.req, allowedHosts, allowedOrigins);
      c.set('quotas', quotas);
    } else {
      const { caller, scopes, limits = {} } = await authenticate(readToken(c.req.header('authorization')));
      c.set('caller', caller);
      c.set('scopes', scopes);
      c.set('quotas', withOwnQuotas(quotas, limits));
      if (!scopes.has(scope)) {
        throw needsScope(scope);
      }
    }
    await next();
  });
}

/**
 * Refuses web pages that reach an open service on loopback: from an `Origin` other than its own, by embedding its answers, or
 * through a name of theirs that resolves to this machine, which shows in `Host` (DNS rebinding).
 */
function refuseWebsites(
  request: HonoRequest,
  allowedHosts: readonly string[],
  allowedOrigins: readonly string[],
): void {
  const { hostname, origin: own } = new URL(request.url);
  if (!isLoopback(hostname) && !allowedHosts.includes(hostname)) {
    throw new ProblemError(
      'FORBIDDEN',
      `Without access tokens, the service isn't served as ${shorten(hostname)}: use localhost or 127.0.0.1, or start it with API_ALLOWED_HOSTS=${shorten(hostname)}.`,
    );
  }
  if (request.header('origin') === undefined && isEmbedded(request)) {
    throw new ProblemError('FORBIDDEN', 'Without access tokens, other websites can’t embed the service.');
  }
  const origin = request.header('origin') ?? own;
  if (origin !== own && !allowedOrigins.includes(origin)) {
    throw new ProblemError(
      'FORBIDDEN',
      `Without access tokens, pages of ${shorten(origin)} aren't served, unless it is started with API_ALLOWED_ORIGINS=${shorten(origin)}.`,
    );
  }
}

/**
 * Tells whether a page of another origin embeds the answer: what its images, scripts and frames ask for has no `Origin`. A link may lead here.
 * https://www.w3.org/TR/fetch-metadata/
 */
function isEmbedded(request: HonoRequest): boolean {
  const isElsewhere = /^(?:cross|same)-site$/.test(request.header('sec-fetch-site') ?? '');
  return isElsewhere && request.header('sec-fetch-dest') !== 'document';
}

/** Names are up to 253 characters. https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
function shorten(name: string): string {
  return name.slice(0, 270);
}

function readToken(authorization: string | undefined): string {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    // A request without a token gets no error code: RFC 6750 section 3.1.
    throw new ProblemError('UNAUTHENTICATED', 'Send an access token: Authorization: Bearer TOKEN.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  return token;
}
