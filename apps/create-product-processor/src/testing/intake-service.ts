import { newSubmissionId } from '@async-catalog/product-schema';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createDynamoSubmissionStore } from '../adapters/aws/dynamo-submission-store.ts';
import { createS3RejectedItemStore } from '../adapters/aws/s3-rejected-item-store.ts';
import { createSqsProductQueue } from '../adapters/aws/sqs-product-queue.ts';
import { createPowertoolsJournal } from '../adapters/powertools-journal.ts';
import { sha256 } from '../adapters/sha256.ts';
import type { ProductQueue, RejectedItemStore, SubmissionStore } from '../core/accepting/ports.ts';
import { createIntake } from '../core/intake.ts';
import { createHandler, type ProxyHandler } from '../create-handler.ts';
import type { Cloud } from './cloud.ts';

export interface Ports {
  readonly submissions: SubmissionStore;
  readonly queue: ProductQueue;
  readonly rejectedItems: RejectedItemStore;
}

/** The ports as they are when deployed, on the emulators. */
export function portsOn({ documents, sqs, s3, environment }: Cloud): Ports {
  return {
    submissions: createDynamoSubmissionStore(documents, environment.SUBMISSION_TABLE_NAME),
    queue: createSqsProductQueue(sqs, environment.PRODUCT_QUEUE_URL),
    rejectedItems: createS3RejectedItemStore(s3, environment.REPORT_BUCKET_NAME),
  };
}

/** The function, composed as when deployed. */
export function serviceOn(ports: Ports, now: () => Date = () => new Date()): ProxyHandler {
  const logger = new Logger();
  const metrics = new Metrics();
  const journal = createPowertoolsJournal(logger, metrics);
  const intake = createIntake({ ...ports, journal, sha256, now, newSubmissionId });
  return createHandler({ intake, journal, logger, metrics });
}
