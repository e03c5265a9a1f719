import ky, { HTTPError } from 'ky';
import createClient, { type Client } from 'openapi-fetch';
import { toJson } from './batches.ts';
import { toProblemError } from './catalog-problem-error.ts';
import type { paths } from './openapi.ts';

export interface CatalogHttpOptions {
  /** URL of the API: `https://catalog.example`. */
  readonly baseUrl: string;
  /** Access token, or a function that returns one. It is called before each attempt, so that no token expires between retries. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Replaces the platform's own `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Time limit of one attempt, 30 s by default. The API itself waits up to 20 s before it answers. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first; 5 by default. */
  readonly retries?: number | undefined;
}

/** Typed calls for each operation of the API, by method and path; see https://openapi-ts.dev/openapi-fetch/. */
export type CatalogHttp = Client<paths>;

/**
 * Transient statuses. 502 and 504 come from proxies, which may have passed the request on, so it has to be repeatable. A 409 passes where the
 * API says when: another request with the same key is still being handled.
 */
const PASSING = [409, 429, 502, 503, 504];

/** Allows every request to be repeated: reads are safe, and every submission has an `Idempotency-Key`. */
const METHODS = ['get', 'head', 'post', 'patch', 'delete'] as const;

/** Tells whether a limit passes later than anybody waits for, such as tomorrow. */
function isFarOff(error: unknown): boolean {
  return (
    error instanceof HTTPError &&
    error.response.status === 429 &&
    1000 * Number(error.response.headers.get('retry-after') ?? 0) > LONGEST_RETRY_AFTER_MS
  );
}

/** Recognizes a 409 about the state of a resource, such as an import that is started: repeating the request can't help. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof HTTPError && error.response.status === 409 && !error.response.headers.has('retry-after')
  );
}

/** Sets headers that the request keeps when it is repeated. */
function identify({ method, headers }: Request): void {
  if (method !== 'GET' && method !== 'HEAD' && !headers.has('idempotency-key')) {
    headers.set('idempotency-key', crypto.randomUUID());
  }
}

/** Longest pause that the API may ask for before a retry. */
const LONGEST_RETRY_AFTER_MS = 30_000;

/**
 * Creates calls that reject with a {@link CatalogProblemError} for a problem, and with the platform's own error for no answer. Transient
 * failures are retried first, after `Retry-After` (up to half a minute; a 429 that asks for more is none), else after up to 0.3 s, 0.6 s, 1.2 s … 10 s.
 */
export function createCatalogHttp({ baseUrl, token, ...options }: CatalogHttpOptions): CatalogHttp {
  const { fetch, timeoutMs = 30_000, retries = 5 } = options;
  const send = ky.create({
    ...(fetch !== undefined && { fetch }),
    timeout: timeoutMs,
    throwHttpErrors: (status) => status >= 400,
    retry: {
      limit: retries,
      methods: [...METHODS],
      statusCodes: PASSING,
      shouldRetry: ({ error }) => (isConflict(error) || isFarOff(error) ? false : undefined),
      afterStatusCodes: PASSING,
      maxRetryAfter: LONGEST_RETRY_AFTER_MS,
      backoffLimit: 10_000,
      jitter: true,
      retryOnTimeout: true,
    },
    hooks: {
      beforeRequest: [
        identify,
        async ({ headers }) => {
          const value = typeof token === 'function' ? await token() : token;
          if (value !== undefined) {
            headers.set('authorization', `Bearer ${value}`);
          }
        },
      ],
    },
  });
  return createClient<paths>({
    baseUrl,
    bodySerializer: toJson,
    fetch: (request) =>
      send(request).catch(async (error: unknown) => {
        throw error instanceof HTTPError ? await toProblemError(request, error.response) : error;
      }),
  });
}
