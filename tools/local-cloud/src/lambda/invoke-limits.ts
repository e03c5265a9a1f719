/**
 * The largest event, in bytes, by invocation type.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html ("6 MB … 1 MB")
 */
export const MAX_EVENT_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/**
 * The largest response, in bytes: slightly over 6 MB, as in Lambda's own error message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_RESPONSE_BYTES = 6_291_556;

/**
 * Concurrent invocations of a function that reserves none: an account's default quota.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html ("Concurrent executions:
 * 1,000")
 */
export const UNRESERVED_CONCURRENCY = 1_000;

/**
 * Time limit for loading a module. Lambda then loads it once more within the function's timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
 */
export const INIT_TIMEOUT_MS = 10_000;

/**
 * Size of the log tail in `X-Amz-Log-Result`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html ("the last 4 KB of the execution log")
 */
export const LOG_TAIL_BYTES = 4_096;
