import { limitExceeded, limitHeader, policyHeader } from '@async-catalog/caller-limits';
import { ANONYMOUS } from '@async-catalog/http-contract';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** Tells each caller its limits, and what is left of those that the answer knows: the intake may have counted too. */
export const limitHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const quotas = c.get('quotas');
  if (quotas === undefined) {
    return;
  }
  const { headers } = c.res;
  headers.set('ratelimit-policy', policyHeader(quotas));
  const known = [limitHeader(c.get('usages') ?? []), headers.get('ratelimit')].filter(Boolean);
  if (known.length > 0) {
    headers.set('ratelimit', known.join(', '));
  }
});

/** Counts the request, and refuses what exceeds the caller's limit, before anything is read or done for it. */
export const countRequest = createMiddleware<AppEnv>(async (c, next) => {
  const { passed, usage } = await c.get('deps').limiter.take('requests', limitedOf(c), 1);
  if (usage !== undefined) {
    c.set('usages', [usage]);
    if (!passed) {
      throw limitExceeded(usage, 1);
    }
  }
  await next();
});

/**
 * Refuses what will take products when the caller has none left today. Counts none.
 * @throws {ProblemError} `TOO_MANY_REQUESTS`
 */
export async function refuseWithoutProducts(c: Context<AppEnv>): Promise<void> {
  const usage = await c.get('deps').limiter.read('products', limitedOf(c));
  if (usage !== undefined) {
    c.set('usages', [...(c.get('usages') ?? []), usage]);
    if (usage.left === 0) {
      throw limitExceeded(usage, 1);
    }
  }
}

/** Records of a list that a request may read for one count. */
const READS_PER_REQUEST = 100;

/** Counts a request of a list by what it read: one with a filter can read a thousand records. Refuses none. */
export async function countReads(c: Context<AppEnv>, read: number): Promise<void> {
  const more = Math.ceil(read / READS_PER_REQUEST) - 1;
  if (more > 0) {
    await c.get('deps').limiter.add('requests', limitedOf(c), more);
  }
}

/**
 * Tells whether the request may wait. One that may not is answered at once, as `Prefer` allows:
 * https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export async function mayWait(c: Context<AppEnv>): Promise<boolean> {
  return (await c.get('deps').limiter.take('waits', limitedOf(c), 1)).passed;
}

function limitedOf(c: Context<AppEnv>) {
  const { caller = ANONYMOUS, deps, quotas = deps.quotas } = c.var;
  return { caller, quotas };
}
