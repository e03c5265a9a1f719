import { ProblemError } from '@async-catalog/http-contract';
import { type PolicyName, type Quotas, WINDOW_SECONDS } from './policies.ts';

/** State of one caller's limit, as a count of it has left it. */
export interface Usage {
  readonly policy: PolicyName;
  readonly quota: number;
  /** Rest of the quota in this window. */
  readonly left: number;
  /** Whole seconds until the next window, at least 1. */
  readonly resetsInSeconds: number;
}

/**
 * Writes `RateLimit-Policy`: the limits by which requests of the caller are refused, as a structured field.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11#section-3
 */
export function policyHeader(quotas: Quotas): string {
  const names = ['requests', 'products'] as const;
  return names.map((name) => `"${name}";q=${quotas[name]};w=${WINDOW_SECONDS[name]}`).join(', ');
}

/**
 * Writes `RateLimit`: what is left, and for how many seconds that has to last.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11#section-4
 */
export function limitHeader(usages: readonly Usage[]): string {
  return usages
    .map(({ policy, left, resetsInSeconds }) => `"${policy}";r=${left};t=${resetsInSeconds}`)
    .join(', ');
}

const PERIODS: Readonly<Record<PolicyName, string>> = {
  requests: 'a second',
  products: 'a day (UTC)',
  waits: 'in 20 s',
};

/** Builds the refusal of what exceeds a limit. */
export function limitExceeded({ policy, quota, left, resetsInSeconds }: Usage, asked: number): ProblemError {
  const limit = `The limit “${policy}” is ${quota} ${policy} ${PERIODS[policy]}`;
  const wait = `More in ${resetsInSeconds} s.`;
  return new ProblemError('TOO_MANY_REQUESTS', `${limit}: ${tellLeft(left, asked)} ${wait}`, {
    retryAfterSeconds: resetsInSeconds,
  });
}

function tellLeft(left: number, asked: number): string {
  if (left === 0) {
    return 'none is left, and nothing was taken.';
  }
  return `${left} are left, this request has ${asked}, and nothing was taken. Send at most ${left} now, under another idempotency key.`;
}
