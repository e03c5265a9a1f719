import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { newSubmissionId } from '@async-catalog/product-schema';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createDynamoSubmissionStore } from './adapters/aws/dynamo-submission-store.ts';
import { createPowertoolsJournal } from './adapters/powertools-journal.ts';
import { createS3RejectedItemStore } from './adapters/aws/s3-rejected-item-store.ts';
import { createSqsProductQueue } from './adapters/aws/sqs-product-queue.ts';
import { sha256 } from './adapters/sha256.ts';
import { loadConfig } from './config.ts';
import { createIntake } from './core/intake.ts';
import { createHandler } from './create-handler.ts';

const config = loadConfig();
const logger = new Logger();
const metrics = new Metrics();
const journal = createPowertoolsJournal(logger, metrics);

const intake = createIntake({
  submissions: createDynamoSubmissionStore(createDocumentClient(), config.submissionTableName),
  queue: createSqsProductQueue(createSqsClient(), config.productQueueUrl),
  rejectedItems: createS3RejectedItemStore(createS3Client(), config.reportBucketName),
  journal,
  sha256,
  now: () => new Date(),
  newSubmissionId,
});

export const handler = createHandler({ intake, journal, logger, metrics });
