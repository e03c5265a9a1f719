/** AWS's documented speed limits, in us-east-1 and without increases. */
export const AWS_LIMITS = {
  /**
   * A standard queue's mapping starts with 5 concurrent batches and adds 300 a minute while there are
   * messages, up to 1,250.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  standard: { start: 5, perMinute: 300, max: 1250 },
  /**
   * With provisioned pollers, concurrency grows by 1,000 a minute. Each of up to 2,000 pollers has 10
   * concurrent invocations, polls 10 times a second (10 messages each), and carries 1 MB/s.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-provisioned-mode
   */
  poller: { invocations: 10, messagesPerSecond: 100, bytesPerSecond: 1_000_000, max: 2000 },
  provisioned: { perMinute: 1000 },
  /**
   * Concurrency of all functions of an account, unless it is raised:
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  accountConcurrency: 1000,
  /**
   * Messages that are received and not yet deleted:
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
   */
  inFlightMessages: 120_000,
  /**
   * Write units per second of a new on-demand table, and the default quota of any table. A table takes twice
   * its peak, and may throttle beyond that for 30 minutes.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
   */
  table: { newTable: 4000, doublesAfterSeconds: 30 * 60, quota: 40_000 },
  /**
   * PUTs per second of one prefix, before S3 partitions it:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
   */
  s3PutsPerPrefix: 3500,
} as const;
