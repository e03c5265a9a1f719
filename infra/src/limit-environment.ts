import type { StageConfig } from './config.ts';

/** Builds the variables of the functions that count what callers use. */
export function limitEnvironment({ callerLimits }: StageConfig) {
  const { requestsPerSecond, productsPerDay, timeoutMs } = callerLimits;
  return {
    REQUESTS_PER_SECOND: String(requestsPerSecond),
    PRODUCTS_PER_DAY: String(productsPerDay),
    ...(timeoutMs !== undefined && { LIMITS_TIMEOUT_MS: String(timeoutMs) }),
  };
}
