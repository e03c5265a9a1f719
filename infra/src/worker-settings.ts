import { Duration } from 'aws-cdk-lib';

/**
 * How long one invocation of the worker may take. It begins nothing new in the last fifth of it; so that one call to AWS, which may
 * take 9 seconds with its retries, still ends within that fifth.
 */
export const WORKER_TIMEOUT = Duration.minutes(1);

/** Messages per invocation at most. All of a batch that belong to one submission are settled by one write. */
export const BATCH_SIZE = 100;

/** How long a batch may be gathered. More than ten messages in a batch need a second at least. */
export const BATCHING_WINDOW = Duration.seconds(1);

/** Invocations at once at most: what keeps the table's writes, and the bill, within bounds. */
export const MAXIMUM_CONCURRENCY = 10;

/** Receives after which a message goes to the dead-letter queue. */
export const MAX_RECEIVE_COUNT = 5;

/**
 * How long a received message stays hidden: six times the function's timeout, plus the batching window, so that a batch which
 * Lambda tries again because the function is throttled doesn't come back from the queue meanwhile.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
 */
export const VISIBILITY_TIMEOUT = Duration.seconds(6 * WORKER_TIMEOUT.toSeconds()).plus(BATCHING_WINDOW);
