import { Duration } from 'aws-cdk-lib';

/**
 * Timeout of the worker. It starts nothing new in the last fifth, so that one call to AWS, of up to 9 seconds with its retries, still ends
 * in time.
 */
export const WORKER_TIMEOUT = Duration.minutes(1);

/** Maximum messages per invocation. One write settles all of them that belong to one submission. */
export const BATCH_SIZE = 100;

/** Batching window. Batches of more than ten messages need at least one second. */
export const BATCHING_WINDOW = Duration.seconds(1);

/** Maximum concurrency, which limits the table's writes and the bill. */
export const MAXIMUM_CONCURRENCY = 10;

/** Receives after which a message goes to the dead-letter queue. */
export const MAX_RECEIVE_COUNT = 5;

/**
 * Six times the function's timeout plus the batching window, so that a batch that Lambda retries because of throttling doesn't become
 * visible meanwhile. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
 */
export const VISIBILITY_TIMEOUT = Duration.seconds(6 * WORKER_TIMEOUT.toSeconds()).plus(BATCHING_WINDOW);
