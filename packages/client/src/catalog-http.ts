import ky, { HTTPError } from 'ky';
import createClient, { type Client } from 'openapi-fetch';
import { toProblemError } from './catalog-problem-error.ts';
import type { paths } from './openapi.ts';

export interface CatalogHttpOptions {
  /** Where the API is: `https://catalog.example`. */
  readonly baseUrl: string;
  /** An access token, or what gives one: asked before each attempt, so that none expires while retrying. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** In place of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one attempt may take; 30 s unless told. The API itself holds an answer back for 20 s at most. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first; 5 unless told. */
  readonly retries?: number | undefined;
}

/** A typed call for each operation of the API, by method and path; see https://openapi-ts.dev/openapi-fetch/. */
export type CatalogHttp = Client<paths>;

/**
 * Statuses that pass by themselves. The API's only 409 is `REQUEST_IN_PROGRESS`: the first request with the same key is still at work.
 * 502 and 504 are what stands in front of the API: whether the request got through isn't known, so it has to be repeatable.
 */
const PASSING = [409, 429, 502, 503, 504];

/** Every request may be repeated: reads by nature, submissions because none goes without an `Idempotency-Key`. */
const METHODS = ['get', 'head', 'post'] as const;

/** What is set here stays with the request when it is repeated. */
function identify({ method, headers }: Request): void {
  if (method === 'POST' && !headers.has('idempotency-key')) {
    headers.set('idempotency-key', crypto.randomUUID());
  }
}

/**
 * Calls reject with a {@link CatalogProblemError} when the answer is a problem; with the platform's own error when there is no answer.
 * Both only after retries, where those can help: after `Retry-After` (half a minute at most), else after up to 0.3 s, 0.6 s, 1.2 s … 10 s.
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
      afterStatusCodes: PASSING,
      maxRetryAfter: 30_000,
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
    fetch: (request) =>
      send(request).catch(async (error: unknown) => {
        throw error instanceof HTTPError ? await toProblemError(request, error.response) : error;
      }),
  });
}
