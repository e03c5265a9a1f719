import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';

/**
 * Entries in one SendMessageBatch, and bytes of all their bodies together.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_BYTES = 1_048_576;

/** Splits the entries into batches that SQS takes, in order. */
export function packEntries(
  entries: readonly SendMessageBatchRequestEntry[],
): SendMessageBatchRequestEntry[][] {
  const batches: SendMessageBatchRequestEntry[][] = [];
  let last: SendMessageBatchRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    if (last.length === 0 || last.length === MAX_BATCH_ENTRIES || bytes + size > MAX_BATCH_BYTES) {
      last = [];
      batches.push(last);
      bytes = 0;
    }
    last.push(entry);
    bytes += size;
  }
  return batches;
}
