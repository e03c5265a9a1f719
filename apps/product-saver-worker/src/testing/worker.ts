import { isPassing } from '../adapters/is-passing.ts';
import { createDynamoProductStore } from '../adapters/dynamo-product-store.ts';
import { createDynamoSubmissionStore } from '../adapters/dynamo-submission-store.ts';
import { createS3ReportStore } from '../adapters/s3-report-store.ts';
import { createSqsDeadLetterQueue } from '../adapters/sqs-dead-letter-queue.ts';
import { createSqsMessageQueue } from '../adapters/sqs-message-queue.ts';
import type { Delivery } from '../core/delivery.ts';
import { createHandleBatch } from '../core/handle-batch.ts';
import type { Cloud } from './cloud.ts';
import { withFaults, type AtStep } from './faults.ts';
import { createMemoryJournal } from './journal.ts';

/** A worker over the real adapters, with room for faults around each call to them. */
export function workerOn({ documents, s3, sqs, environment }: Cloud, atStep: AtStep = () => {}) {
  const ports = withFaults(
    {
      products: createDynamoProductStore(documents, environment.PRODUCT_TABLE_NAME),
      submissions: createDynamoSubmissionStore(documents, environment.SUBMISSION_TABLE_NAME),
      reports: createS3ReportStore(s3, environment.REPORT_BUCKET_NAME),
      queue: createSqsMessageQueue(sqs, environment.PRODUCT_QUEUE_URL),
      deadLetters: createSqsDeadLetterQueue(sqs, environment.DEAD_LETTER_QUEUE_URL),
    },
    atStep,
  );
  const { journal, lines } = createMemoryJournal();
  const handleBatch = createHandleBatch({
    ...ports,
    journal,
    maxReceiveCount: Number(environment.MAX_RECEIVE_COUNT),
    isPassing,
    now: () => new Date(),
    random: Math.random,
  });
  return {
    lines,
    handle: async (deliveries: readonly Delivery[]) => {
      const results = await handleBatch(deliveries, { id: crypto.randomUUID(), remainingMs: () => 60_000 });
      return results.map(({ status }) => status);
    },
  };
}
