import { Duration } from 'aws-cdk-lib';

/** Timeout of the file splitter, which returns its message once three quarters of it have passed. */
export const SPLITTER_TIMEOUT = Duration.minutes(2);

/**
 * Memory with which a function has one whole CPU.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const SPLITTER_MEMORY_MB = 1769;

/** Files that are read, or whose reports are written, at a time. Further ones wait in the queue. */
export const SPLITTER_CONCURRENCY = 4;

/**
 * Visibility timeout of `import-queue`: six times the function's timeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
 */
export const IMPORT_VISIBILITY_TIMEOUT = Duration.seconds(6 * SPLITTER_TIMEOUT.toSeconds());

/**
 * Receives after which SQS moves a message to the dead-letter queue: the maximum. A file of a million rows takes many of 90 seconds each,
 * and the splitter gives up after 30 without progress.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const IMPORT_MAX_RECEIVE_COUNT = 1000;
