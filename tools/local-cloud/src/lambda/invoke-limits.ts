/**
 * The largest event, in bytes, by invocation type.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html ("6 MB … 1 MB")
 */
export const MAX_EVENT_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/**
 * The largest response, in bytes: 6 MB and a little, as Lambda's own error text has it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_RESPONSE_BYTES = 6_291_556;

/**
 * Invocations of one function at a time, unless it reserves its own share: an account's default quota.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html ("Concurrent executions: 1,000")
 */
export const UNRESERVED_CONCURRENCY = 1_000;

/**
 * How long a module may take to load. Lambda gives 10 s, then loads it once more within the function's timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
 */
export const INIT_TIMEOUT_MS = 10_000;

/**
 * How much of a log `X-Amz-Log-Result` carries.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html ("the last 4 KB of the execution log")
 */
export const LOG_TAIL_BYTES = 4_096;
