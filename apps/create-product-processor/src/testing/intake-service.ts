import { createLimiter, type Limiter, type LogOutage, type Quotas } from '@async-catalog/caller-limits';
import { newSubmissionId } from '@async-catalog/product-schema';
import { createDynamoSubmissionLists } from '../adapters/dynamo-submission-lists.ts';
import { createDynamoSubmissionStore } from '../adapters/dynamo-submission-store.ts';
import { createS3RejectedItemStore } from '../adapters/s3-rejected-item-store.ts';
import { createS3ReportPartStore } from '../adapters/s3-report-part-store.ts';
import { createSqsProductQueue } from '../adapters/sqs-product-queue.ts';
import type {
  ProductQueue,
  RejectedItemStore,
  ReportPartStore,
  SubmissionLists,
  SubmissionStore,
} from '../core/ports.ts';
import { createProxyHandler, type ProxyHandler } from '../create-processor.ts';
import type { Cloud } from './cloud.ts';

export interface Ports {
  readonly submissions: SubmissionStore;
  readonly lists: SubmissionLists;
  readonly queue: ProductQueue;
  readonly rejectedItems: RejectedItemStore;
  readonly reportParts: ReportPartStore;
  readonly limiterOf: (logOutage: LogOutage) => Limiter;
}

/** Builds the ports as they are deployed, over the emulators. */
export function portsOn({ documents, sqs, s3, environment }: Cloud): Ports {
  return {
    submissions: createDynamoSubmissionStore(documents, environment.SUBMISSION_TABLE_NAME),
    lists: createDynamoSubmissionLists(documents, environment.LIST_TABLE_NAME),
    queue: createSqsProductQueue(sqs, {
      productQueueUrl: environment.PRODUCT_QUEUE_URL,
      productBulkQueueUrl: environment.PRODUCT_BULK_QUEUE_URL,
    }),
    rejectedItems: createS3RejectedItemStore(s3, environment.REPORT_BUCKET_NAME),
    reportParts: createS3ReportPartStore(s3, environment.REPORT_BUCKET_NAME),
    limiterOf: (logOutage) =>
      createLimiter({
        timeoutMs: 10_000,
        documents,
        tableName: environment.LIMIT_TABLE_NAME,
        now: () => new Date(),
        logOutage,
      }),
  };
}

/** Limits that no test reaches. */
export const QUOTAS: Quotas = { requests: 1_000_000, products: 1_000_000_000 };

/** Composes the function as it is deployed, over these ports. */
export function serviceOn(ports: Ports, now: () => Date = () => new Date()): ProxyHandler {
  return createProxyHandler({ ...ports, now, newSubmissionId, quotas: QUOTAS });
}
