import { newSubmissionId, type SubmissionId } from '@async-catalog/product-schema';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoSubmissionStore } from './adapters/aws/dynamo-submission-store.ts';
import { createS3RejectedItemStore } from './adapters/aws/s3-rejected-item-store.ts';
import { createSqsProductQueue } from './adapters/aws/sqs-product-queue.ts';
import { createPowertoolsJournal } from './adapters/powertools-journal.ts';
import { sha256 } from './adapters/sha256.ts';
import type { Config } from './config.ts';
import { createIntake } from './core/intake.ts';
import { createHandler, type ProxyHandler } from './create-handler.ts';

export interface ProcessorClients {
  readonly documents: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/**
 * The function, all but its configuration and its clients. Apart from the entry, because infra's fault harness runs this very function over
 * simulated services (with ids of its own: the usual ones follow from the last one that the process made).
 */
export function createProcessor(
  config: Config,
  { documents, sqs, s3 }: ProcessorClients,
  newId: () => SubmissionId = newSubmissionId,
): ProxyHandler {
  const logger = new Logger();
  const metrics = new Metrics();
  const journal = createPowertoolsJournal(logger, metrics);
  const intake = createIntake({
    submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
    queue: createSqsProductQueue(sqs, config.productQueueUrl),
    rejectedItems: createS3RejectedItemStore(s3, config.reportBucketName),
    journal,
    sha256,
    now: () => new Date(),
    newSubmissionId: newId,
  });
  return createHandler({ intake, journal, logger, metrics });
}
