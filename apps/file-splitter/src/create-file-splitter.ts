import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@async-catalog/lambda-log';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MAX_BATCH_ITEMS } from '@async-catalog/product-schema';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSEvent } from 'aws-lambda';
import { createDynamoImportStore } from './adapters/dynamo-import-store.ts';
import { createDynamoProductReader } from './adapters/dynamo-product-reader.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createLambdaProcessor } from './adapters/lambda-processor.ts';
import { createPowertoolsTelemetry } from './adapters/powertools-telemetry.ts';
import { createS3DryChunkStore } from './adapters/s3-dry-chunk-store.ts';
import { createS3ReportFileStore } from './adapters/s3-report-file-store.ts';
import { createS3SourceStore } from './adapters/s3-source-store.ts';
import { createS3StoredReports } from './adapters/s3-stored-reports.ts';
import { createSqsImportQueue } from './adapters/sqs-import-queue.ts';
import type { Config } from './config.ts';
import type { SplitterPorts } from './core/ports.ts';
import { createHandleEvent } from './sqs/handle-event.ts';

const now = (): Date => new Date();

export interface SplitterClients {
  readonly documents: DynamoDBDocumentClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/**
 * Creates the whole function. It isn't in the entry, because the fault harness runs it over simulated services, with
 * small chunks.
 */
export function createFileSplitter(
  config: Config,
  { documents, lambda, s3, sqs }: SplitterClients,
  chunkItems = MAX_BATCH_ITEMS,
) {
  const logger = createLogger();
  const queue = createSqsImportQueue(sqs, config.importQueueUrl);
  const ports: SplitterPorts = {
    imports: createDynamoImportStore(documents, config.importTableName, now),
    sources: createS3SourceStore(s3, config.reportBucketName),
    processor: createLambdaProcessor(lambda, config.processorFunctionName, now),
    submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
    storedReports: createS3StoredReports(s3, config.reportBucketName),
    dryChunks: createS3DryChunkStore(s3, config.reportBucketName),
    files: createS3ReportFileStore(s3, config.reportBucketName),
    queue,
    products: createDynamoProductReader(documents, config.productTableName),
    telemetry: createPowertoolsTelemetry(logger),
    now,
    wait,
    random: Math.random,
    chunkItems,
  };

  return (
    middy<SQSEvent>()
      .use(injectLambdaContext(logger))
      // What failed is logged once already, by the telemetry.
      .use(sqsPartialBatchFailure({ logger: () => undefined }))
      .onError(({ error }) => logger.error('Batch failed', { error }))
      .handler(createHandleEvent({ ...ports, messages: queue }))
  );
}

/** Waits for so long, or until the signal aborts. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) {
      throw error;
    }
  });
}
