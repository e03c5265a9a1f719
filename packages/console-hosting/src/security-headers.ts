/** Sends the address of a page to no other origin. */
const REFERRER_POLICY = 'same-origin';

/**
 * Builds the policy of the console's pages: code, styles and fonts of their own origin only, none inline; requests to it and to the origins
 * of `connect`. https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy(connect: readonly string[]): string {
  return Object.entries({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    // Pictures of products are on other hosts; none is loaded before the user asks for it.
    'img-src': ["'self'", 'https:'],
    'frame-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", ...new Set(connect)],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

/** Lists the headers of each answer, without HSTS, which browsers ignore on plain HTTP. */
export function securityHeaders(connect: readonly string[]): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'referrer-policy': REFERRER_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
