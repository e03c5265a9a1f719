/** How long one call to AWS may take, all its attempts and the waits between them counted. */
export interface CallBudget {
  /** Milliseconds, 9,000 unless said otherwise. What a function calls one after the other has to fit into its own timeout. */
  readonly budgetMs?: number;
}

const DEFAULT_BUDGET_MS = 9000;

const MAX_ATTEMPTS = 3;

/** The SDK waits at most 50 ms, then 100 ms, before it repeats what timed out or broke. */
const WAITS_MS = 150;

/**
 * A peer in the same region accepts within milliseconds: one that takes longer is better tried again, at another address.
 */
const CONNECT_MS = 1000;

/**
 * Settings that every client has. Connections are kept alive, 50 of them at most (but for Lambda's): the SDK's own defaults.
 *
 * Retries are `standard`, not `adaptive`: adaptive slows down every call of a client when one of them is throttled, by a
 * rate that each Lambda instance would have to learn for itself; here the queue is what takes up the load when a table is throttled.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 *
 * A throttled call is answered at once and waits up to 1 s, then 2 s, instead of timing out: that fits into 6 s or more.
 */
export function withinBudget({ budgetMs = DEFAULT_BUDGET_MS }: CallBudget) {
  return {
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: timeouts((budgetMs - WAITS_MS) / MAX_ATTEMPTS),
  };
}

/** The time that one attempt has: to connect, to be answered, and between two pieces of the answer. */
export function timeouts(attemptMs: number, connectMs = CONNECT_MS) {
  return {
    connectionTimeout: Math.min(connectMs, attemptMs),
    requestTimeout: attemptMs,
    // Without it, the SDK only warns of a request that takes too long.
    throwOnRequestTimeout: true,
    socketTimeout: attemptMs,
  };
}
