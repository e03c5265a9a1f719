import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSEvent } from 'aws-lambda';
import { createDynamoProductStore } from './adapters/dynamo-product-store.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { isPassing } from './adapters/is-passing.ts';
import { createPowertoolsJournal } from './adapters/powertools-journal.ts';
import { createS3ReportStore } from './adapters/s3-report-store.ts';
import { createSqsDeadLetterQueue } from './adapters/sqs-dead-letter-queue.ts';
import { toDelivery } from './adapters/sqs-delivery.ts';
import { createSqsMessageQueue } from './adapters/sqs-message-queue.ts';
import type { Config } from './config.ts';
import { createHandleBatch } from './core/handle-batch.ts';

/** Of each of its clients: several calls one after the other have to fit into the function's timeout. */
export const CALL_BUDGET = { budgetMs: 6000 };

export interface WorkerClients {
  readonly documents: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/**
 * The function, all but its configuration and its clients. Apart from the entry, because infra's fault harness runs this very function over
 * simulated services.
 */
export function createWorker(config: Config, { documents, sqs, s3 }: WorkerClients) {
  const logger = new Logger();
  const metrics = new Metrics();
  const handleBatch = createHandleBatch({
    products: createDynamoProductStore(documents, config.productTableName),
    submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
    reports: createS3ReportStore(s3, config.reportBucketName),
    queue: createSqsMessageQueue(sqs, config.productQueueUrl),
    deadLetters: createSqsDeadLetterQueue(sqs, config.deadLetterQueueUrl),
    journal: createPowertoolsJournal(logger, metrics),
    maxReceiveCount: config.maxReceiveCount,
    isPassing,
    now: () => new Date(),
    random: Math.random,
  });

  return (
    middy<SQSEvent>()
      .use(injectLambdaContext(logger))
      .use(logMetrics(metrics, { captureColdStartMetric: true }))
      // Each record tells of its own failure, once: see the journal.
      .use(sqsPartialBatchFailure({ logger: () => undefined }))
      .onError(({ error }) => logger.error('Batch failed', { error }))
      .handler((event: SQSEvent, context: Context) =>
        handleBatch(event.Records.map(toDelivery), {
          id: context.awsRequestId,
          remainingMs: () => context.getRemainingTimeInMillis(),
        }),
      )
  );
}
