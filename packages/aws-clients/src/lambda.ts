import { LambdaClient } from '@aws-sdk/client-lambda';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { timeouts, type CallBudget } from './call-budget.ts';
import { appId } from './config.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

const MAX_ATTEMPTS = 3;

/** A throttled Invoke waits up to 1 s, then 2 s, before it is repeated. */
const WAITS_MS = 3000;

/** Less than the 30 s that an HTTP API gives the function that uses this client. */
const DEFAULT_BUDGET_MS = 27_000;

/**
 * Lambda's default concurrency, so that Lambda throttles a burst, and says so, before calls wait here for a
 * connection.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_SOCKETS = 1000;

/**
 * Longer than in other clients, because there is no second attempt. The SDK counts waiting for a free socket
 * as connecting.
 */
const CONNECT_MS = 5000;

type RetryArguments = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>;

/**
 * Repeats throttled calls only, because nothing ran. An Invoke that timed out or lost its connection may have
 * done its work.
 */
class ThrottledOnly extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(...[token, error]: RetryArguments) {
    return super.refreshRetryTokenForRetry(
      token,
      error.errorType === 'THROTTLING' ? error : { ...error, errorType: 'CLIENT_ERROR' },
    );
  }
}

/**
 * Creates a client for synchronous invocations, each of which may take its budget (27 s by default) less 3 s
 * for throttled attempts.
 */
export function createLambdaClient({ budgetMs = DEFAULT_BUDGET_MS }: CallBudget = {}): LambdaClient {
  const agent = { maxSockets: MAX_SOCKETS };
  return removeLogMiddleware(
    new LambdaClient({
      userAgentAppId: appId(),
      retryStrategy: new ThrottledOnly(MAX_ATTEMPTS),
      requestHandler: {
        ...timeouts(budgetMs - WAITS_MS, CONNECT_MS),
        httpAgent: agent,
        httpsAgent: agent,
      },
    }),
  );
}
