import { setTimeout as sleep } from 'node:timers/promises';

import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { EventSourceMappingError } from './event-source-mapping-error.ts';
import type { SqsRecord } from './sqs-record.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
const ENTRIES_PER_REQUEST = 10;
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 100;

/**
 * Deletes processed messages, and retries the entries that failed a few times.
 *
 * @throws {EventSourceMappingError} `DELETE_FAILED` if messages are left, which SQS will deliver again.
 */
export async function deleteRecords(
  sqs: SQSClient,
  queueUrl: string,
  records: readonly SqsRecord[],
): Promise<void> {
  const requests = [];
  for (let start = 0; start < records.length; start += ENTRIES_PER_REQUEST) {
    requests.push(deleteTen(sqs, queueUrl, records.slice(start, start + ENTRIES_PER_REQUEST)));
  }
  try {
    await Promise.all(requests);
  } catch (cause) {
    throw new EventSourceMappingError('DELETE_FAILED', `Can't delete messages from ${queueUrl}`, { cause });
  }
}

async function deleteTen(sqs: SQSClient, queueUrl: string, records: readonly SqsRecord[]): Promise<void> {
  let entries = records.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  for (let attempt = 1; ; attempt += 1) {
    const { Failed: failed = [] } = await sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
    );
    const [first] = failed;
    if (first === undefined) {
      return;
    }
    if (attempt === MAX_ATTEMPTS) {
      throw new Error(`${failed.length} entries failed: ${first.Code} ${first.Message ?? ''}`);
    }
    const failedIds = new Set(failed.map(({ Id }) => Id));
    entries = entries.filter(({ Id }) => failedIds.has(Id));
    await sleep(RETRY_DELAY_MS * attempt);
  }
}
