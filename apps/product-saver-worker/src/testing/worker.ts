import { lambdaContext } from '@async-catalog/local-cloud/testing';
import { createDynamoImportStore } from '../adapters/dynamo-import-store.ts';
import { createDynamoProductStore } from '../adapters/dynamo-product-store.ts';
import { createDynamoSubmissionStore } from '../adapters/dynamo-submission-store.ts';
import { createS3ReportStore } from '../adapters/s3-report-store.ts';
import { createSqsDeadLetterQueue } from '../adapters/sqs-dead-letter-queue.ts';
import { createSqsImportQueue } from '../adapters/sqs-import-queue.ts';
import { createSqsMessageQueue } from '../adapters/sqs-message-queue.ts';
import { createHandleBatch } from '../core/handle-batch.ts';
import { createHandleEvent } from '../sqs/handle-event.ts';
import type { SQSRecord } from 'aws-lambda';
import type { Cloud } from './cloud.ts';
import { createFaultyPorts, type AtStep, type Ports } from './faulty-ports.ts';
import { createMemoryTelemetry } from './memory-telemetry.ts';

interface WorkerOptions {
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly isThrottled?: (cause: unknown) => boolean;
  readonly maxReceiveCount?: number;
  /** Runs around each call to a port. */
  readonly atStep?: AtStep;
}

/** Creates a worker over any ports, with telemetry that a test can read. */
export function createTestWorker(ports: Ports, options: WorkerOptions = {}) {
  const { telemetry, lines } = createMemoryTelemetry();
  const deps = {
    telemetry,
    isThrottled: () => false,
    maxReceiveCount: 5,
    now: () => new Date(),
    random: Math.random,
    ...options,
    ...createFaultyPorts(ports, options.atStep ?? (() => {})),
  };
  const handleEvent = createHandleEvent({ ...deps, handleBatch: createHandleBatch(deps) });
  return {
    lines,
    /** Handles one batch. Returns `fulfilled` or `rejected` for each record. */
    handle: async (Records: SQSRecord[]) => {
      const results = await handleEvent({ Records }, lambdaContext());
      return results.map(({ status }) => status);
    },
  };
}

/** Creates a worker over the real adapters. */
export function workerOn({ documents, s3, sqs, environment }: Cloud, atStep?: AtStep) {
  const ports = {
    products: createDynamoProductStore(documents, environment.PRODUCT_TABLE_NAME, () => new Date()),
    submissions: createDynamoSubmissionStore(documents, environment.SUBMISSION_TABLE_NAME),
    reports: createS3ReportStore(s3, environment.REPORT_BUCKET_NAME),
    imports: createDynamoImportStore(documents, environment.IMPORT_TABLE_NAME),
    importQueue: createSqsImportQueue(sqs, environment.IMPORT_QUEUE_URL),
    queue: createSqsMessageQueue(sqs, [environment.PRODUCT_QUEUE_URL]),
    deadLetters: createSqsDeadLetterQueue(sqs, environment.DEAD_LETTER_QUEUE_URL),
  };
  return createTestWorker(ports, atStep && { atStep });
}
