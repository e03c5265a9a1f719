import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';

/**
 * Time for receiving: 8 s. Then what was received is worked on and released, in calls of up to 6 s each, before the gateway gives up after 30 s:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const SEARCH_MS = 8000;

/** Makes the signal that ends a search of the queue, also when the client has gone. */
export function searchSignal(c: Context<AppEnv>): AbortSignal {
  return AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(SEARCH_MS)]);
}
