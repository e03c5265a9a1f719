/** Methods, headers and duration of the answers to pages of allowed origins, here and at API Gateway. */
export const CORS = {
  allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'] as const satisfies string[],
  allowHeaders: [
    'Authorization',
    'Content-Type',
    'Content-Encoding',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Prefer',
    'X-Request-Id',
    'traceparent',
  ],
  exposeHeaders: [
    'Content-Disposition',
    'Content-Location',
    'ETag',
    'Idempotency-Replayed',
    'Location',
    'Preference-Applied',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'WWW-Authenticate',
    'X-Request-Id',
  ],
  /** Seconds for which a browser remembers a preflight's answer. */
  maxAge: 600,
};
