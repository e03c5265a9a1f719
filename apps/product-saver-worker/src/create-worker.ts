import { createLogger } from '@async-catalog/lambda-log';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { isThrottled, loadLate } from '@async-catalog/aws-clients';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSEvent } from 'aws-lambda';
import { createDynamoProductStore } from './adapters/dynamo-product-store.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createPowertoolsTelemetry } from './adapters/powertools-telemetry.ts';
import { createS3ReportStore } from './adapters/s3-report-store.ts';
import type { Config } from './config.ts';
import { createHandleBatch } from './core/handle-batch.ts';
import { late } from './late.ts';
import { createHandleEvent } from './sqs/handle-event.ts';

/** Limits each call of its clients: several calls in a row have to fit into the function's timeout. */
export const CALL_BUDGET = { budgetMs: 6000 };

const now = (): Date => new Date();

export interface WorkerClients {
  readonly documents: DynamoDBDocumentClient;
  /** Made when an event first needs it: few do. */
  readonly sqs: () => Promise<SQSClient>;
  readonly s3: S3Client;
}

/**
 * Creates the whole function. It isn't in the entry, because the fault harness runs it over simulated
 * services.
 */
export function createWorker(config: Config, { documents, sqs, s3 }: WorkerClients) {
  const logger = createLogger();
  const telemetry = createPowertoolsTelemetry(logger);
  const handleEvent = createHandleEvent({
    handleBatch: createHandleBatch({
      products: createDynamoProductStore(documents, config.productTableName, now),
      submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
      reports: createS3ReportStore(s3, config.reportBucketName),
      imports: loadLate(async () => {
        const { createDynamoImportStore } = await late.imports();
        return createDynamoImportStore(documents, config.importTableName);
      }),
      importQueue: loadLate(async () => {
        const { createSqsImportQueue } = await late.importQueue();
        return createSqsImportQueue(await sqs(), config.importQueueUrl);
      }),
      telemetry,
      isThrottled,
      now,
    }),
    queue: loadLate(async () => {
      const { createSqsMessageQueue } = await late.messageQueue();
      return createSqsMessageQueue(await sqs(), [config.productQueueUrl, config.productBulkQueueUrl]);
    }),
    deadLetters: loadLate(async () => {
      const { createSqsDeadLetterQueue } = await late.deadLetterQueue();
      return createSqsDeadLetterQueue(await sqs(), config.deadLetterQueueUrl);
    }),
    telemetry,
    maxReceiveCount: config.maxReceiveCount,
    now,
    random: Math.random,
  });

  return (
    middy<SQSEvent>()
      .use(injectLambdaContext(logger))
      // Each failing record is logged once already, by the telemetry.
      .use(sqsPartialBatchFailure({ logger: () => undefined }))
      .onError(({ error }) => logger.error('Batch failed', { error }))
      .handler(handleEvent)
  );
}
