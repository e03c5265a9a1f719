import { z } from 'zod';

/** Limits of one caller. */
export interface Quotas {
  /** Requests in a second. */
  readonly requests: number;
  /** Products in a day. */
  readonly products: number;
}

/** Name of a count. `waits` are requests that wait for a change; above their limit, a request is answered at once. */
export type PolicyName = keyof Quotas | 'waits';

/** Length of each policy's window, in seconds. A request waits 20 s at most. */
export const WINDOW_SECONDS: Readonly<Record<PolicyName, number>> = {
  requests: 1,
  products: 86_400,
  waits: 20,
};

/**
 * Returns the limit of a policy in its window. A request that waits occupies an instance of the API, so few may: a fifth of
 * those that the caller may send in a second.
 */
export function quotaOf(policy: PolicyName, quotas: Quotas): number {
  return policy === 'waits' ? Math.ceil(quotas.requests / 5) : quotas[policy];
}

/** Greatest integer of a structured field: https://www.rfc-editor.org/rfc/rfc9651#section-3.3.1 */
const MAX_QUOTA = 999_999_999_999_999;

/** Quota as a number, or as its digits: API Gateway's authorizers make text of every claim. */
const Quota = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[1-9]\d*$/)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(MAX_QUOTA));

/** Claims of an access token that set its caller's limits, instead of the stage's. */
export const QuotaClaims = z.object({
  catalog_requests_per_second: Quota.optional(),
  catalog_products_per_day: Quota.optional(),
});
export type QuotaClaims = z.output<typeof QuotaClaims>;

/** Environment variables of the limits that a stage gives to every caller. */
export const QuotaEnv = z.object({
  REQUESTS_PER_SECOND: Quota,
  PRODUCTS_PER_DAY: Quota,
  /** Time within which the table has to answer, in milliseconds; then a count passes unseen. */
  LIMITS_TIMEOUT_MS: z.coerce.number().pipe(z.int().min(1).max(10_000)).default(250),
});

/** Reads the stage's limits. */
export function toQuotas(env: z.output<typeof QuotaEnv>): Quotas {
  return { requests: env.REQUESTS_PER_SECOND, products: env.PRODUCTS_PER_DAY };
}

/** Puts a caller's own limits in place of the stage's. */
export function withOwnQuotas(stage: Quotas, claims: QuotaClaims): Quotas {
  return {
    requests: claims.catalog_requests_per_second ?? stage.requests,
    products: claims.catalog_products_per_day ?? stage.products,
  };
}

/** Writes limits as the claims that set them. */
export function toClaims({ requests, products }: Quotas): Record<keyof QuotaClaims, number> {
  return { catalog_requests_per_second: requests, catalog_products_per_day: products };
}

/**
 * Greatest length of a caller's name, which is a part of keys: the `sub` of a token has at most 255 ASCII characters.
 * https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export const MAX_CALLER_LENGTH = 255;
