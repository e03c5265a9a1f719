import { appId } from './config.ts';

/** The time that one call to AWS may take, including all attempts and the waits between them. */
export interface CallBudget {
  /** 9,000 by default. The calls that a function makes one after another have to fit into its timeout. */
  readonly budgetMs?: number;
  /** 3 by default; 1 where another attempt would come too late. */
  readonly maxAttempts?: 1 | 3;
}

const DEFAULT_BUDGET_MS = 9000;

const MAX_ATTEMPTS = 3;

/**
 * The SDK waits at most 50 ms, then 100 ms, before it repeats a call that timed out or lost its connection.
 */
const WAITS_MS = 150;

/**
 * Time limit for connecting. A server in the same region takes milliseconds; if it doesn't, another address
 * is a better choice.
 */
const CONNECT_MS = 1000;

/**
 * Builds the settings that every client but Lambda's has. A throttled call fails at once and waits up to 1 s,
 * then 2 s, so that a budget of 6 s or more has room for all attempts.
 */
export function withinBudget({ budgetMs = DEFAULT_BUDGET_MS, maxAttempts = MAX_ATTEMPTS }: CallBudget) {
  return {
    userAgentAppId: appId(),
    maxAttempts,
    // Adaptive retries would slow down every call of a client when one is throttled; here the queue absorbs
    // the load. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    retryMode: 'standard',
    requestHandler: timeouts(maxAttempts === 1 ? budgetMs : (budgetMs - WAITS_MS) / maxAttempts),
  };
}

/** Builds the limits of one attempt: to connect, to get an answer, and between two chunks of it. */
export function timeouts(attemptMs: number, connectMs = CONNECT_MS) {
  return {
    connectionTimeout: Math.min(connectMs, attemptMs),
    requestTimeout: attemptMs,
    // Without this, the SDK only warns about a request that takes too long.
    throwOnRequestTimeout: true,
    socketTimeout: attemptMs,
  };
}
