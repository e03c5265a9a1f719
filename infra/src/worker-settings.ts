import { Duration } from 'aws-cdk-lib';

/** Timeout of the worker, which gives each phase of a batch a share of it and aborts what isn't done by then. */
export const WORKER_TIMEOUT = Duration.minutes(1);

/** Settings of a queue of products and of its event source mapping onto the worker. */
export interface Lane {
  /** Maximum messages per invocation. One write settles all of them that belong to one submission. */
  readonly batchSize: number;
  /** Time that a batch may take to fill. */
  readonly batchingWindow: Duration;
  /** Maximum concurrency, which limits the table's writes and the bill. */
  readonly maximumConcurrency: number;
}

/** Small submissions, whose consumers wait: a message is received as soon as it is there. */
export const PRODUCT_LANE: Lane = {
  batchSize: 10,
  batchingWindow: Duration.seconds(0),
  maximumConcurrency: 10,
};

/** Large submissions, which must not delay the small ones. Batches of more than ten messages need a window of a second. */
export const BULK_LANE: Lane = {
  batchSize: 200,
  batchingWindow: Duration.seconds(1),
  maximumConcurrency: 10,
};

/**
 * Receives after which SQS moves a message to the dead-letter queue. The worker gives an item up after 7 hours, or at this receive. A receive
 * that is throttled or killed hides the message for six minutes, so 7 hours have room for 70 of them.
 */
export const MAX_RECEIVE_COUNT = 100;

/**
 * Returns six times the function's timeout plus the batching window, so that a batch that Lambda retries because of throttling doesn't become
 * visible meanwhile. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
 */
export function visibilityTimeoutOf({ batchingWindow }: Lane): Duration {
  return Duration.seconds(6 * WORKER_TIMEOUT.toSeconds()).plus(batchingWindow);
}
