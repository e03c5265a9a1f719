import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSEvent } from 'aws-lambda';
import { createDynamoProductStore } from './adapters/dynamo-product-store.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createPowertoolsJournal } from './adapters/powertools-journal.ts';
import { createS3ReportStore } from './adapters/s3-report-store.ts';
import { createSqsDeadLetterQueue } from './adapters/sqs-dead-letter-queue.ts';
import { toDelivery } from './adapters/sqs-delivery.ts';
import { createSqsMessageQueue } from './adapters/sqs-message-queue.ts';
import { loadConfig } from './config.ts';
import { createHandleBatch } from './core/handle-batch.ts';

const CALL_BUDGET = { budgetMs: 6000 };

const config = loadConfig();
const logger = new Logger();
const metrics = new Metrics();
const documents = createDocumentClient(CALL_BUDGET);
const sqs = createSqsClient(CALL_BUDGET);

const handleBatch = createHandleBatch({
  products: createDynamoProductStore(documents, config.productTableName),
  submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
  reports: createS3ReportStore(createS3Client(CALL_BUDGET), config.reportBucketName),
  queue: createSqsMessageQueue(sqs, config.productQueueUrl),
  deadLetters: createSqsDeadLetterQueue(sqs, config.deadLetterQueueUrl),
  journal: createPowertoolsJournal(logger, metrics),
  maxReceiveCount: config.maxReceiveCount,
  now: () => new Date(),
  random: Math.random,
});

export const handler = middy<SQSEvent>()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(sqsPartialBatchFailure({ logger: () => undefined }))
  .handler((event: SQSEvent, context: Context) =>
    handleBatch(event.Records.map(toDelivery), {
      id: context.awsRequestId,
      remainingMs: () => context.getRemainingTimeInMillis(),
    }),
  );
