import { LambdaClient } from '@aws-sdk/client-lambda';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { timeouts, type CallBudget } from './call-budget.ts';
import { withoutLog } from './without-log.ts';

const MAX_ATTEMPTS = 3;

/** A throttled Invoke waits up to 1 s, then 2 s, before it is repeated. */
const WAITS_MS = 3000;

/** An HTTP API gives its integration 30 s; what invokes a function for it has to answer before. */
const DEFAULT_BUDGET_MS = 27_000;

/**
 * Invocations under way at once: as many as Lambda runs at once unless more is asked for, so that a burst is throttled by Lambda,
 * which says so, rather than waiting here for a connection. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_SOCKETS = 1000;

/**
 * Longer than other clients have, since no second attempt follows. The SDK counts the wait for a free connection as connecting;
 * and from 2 s on it looks twice, so that a process that was busy for a second doesn't take its own delay for the peer's.
 */
const CONNECT_MS = 5000;

type RetryArguments = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>;

/** Repeats only what was throttled: nothing ran. An Invoke that timed out or broke off may have done its work. */
class ThrottledOnly extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(...[token, error]: RetryArguments) {
    return super.refreshRetryTokenForRetry(
      token,
      error.errorType === 'THROTTLING' ? error : { ...error, errorType: 'CLIENT_ERROR' },
    );
  }
}

/** For synchronous invocations: one may take up to the budget (27 s unless said otherwise) less 3 s for repeating throttled ones. */
export function createLambdaClient({ budgetMs = DEFAULT_BUDGET_MS }: CallBudget = {}): LambdaClient {
  const agent = { maxSockets: MAX_SOCKETS };
  return withoutLog(
    new LambdaClient({
      retryStrategy: new ThrottledOnly(MAX_ATTEMPTS),
      requestHandler: {
        ...timeouts(budgetMs - WAITS_MS, CONNECT_MS),
        httpAgent: agent,
        httpsAgent: agent,
      },
    }),
  );
}
