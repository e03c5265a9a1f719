import { setTimeout as wait } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';

type Entry = SendMessageBatchRequestEntry;

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2000;

/** SQS refused an entry by the sender's fault: sending it again would change nothing. */
export class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';

  constructor({ Id, Code, Message }: BatchResultErrorEntry) {
    super(`SQS refused entry ${Id}: ${Code} ${Message ?? ''}`);
  }
}

/**
 * Sends one batch until every entry is in the queue, and yields how many each call added. SQS answers 200
 * even when entries failed: those not listed as successful are sent again until the signal aborts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 * @throws {EntryRefusedError} where an entry failed by the sender's fault.
 */
export async function* sendBatch(
  sqs: SQSClient,
  queueUrl: string,
  entries: readonly Entry[],
  abortSignal: AbortSignal,
): AsyncGenerator<number> {
  let unsent = entries;
  for (let longestWaitMs = FIRST_WAIT_MS; ; longestWaitMs = Math.min(longestWaitMs * 2, LONGEST_WAIT_MS)) {
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...unsent] });
    const { Successful = [], Failed = [] } = await sqs.send(command, { abortSignal });
    yield Successful.length;
    const refused = Failed.find((entry) => entry.SenderFault === true);
    if (refused !== undefined) {
      throw new EntryRefusedError(refused);
    }
    const successful = new Set(Successful.map(({ Id }) => Id));
    unsent = unsent.filter(({ Id }) => !successful.has(Id));
    if (unsent.length === 0) {
      return;
    }
    // Full jitter, so that intakes throttled together don't retry together.
    await wait(Math.random() * longestWaitMs, undefined, { signal: abortSignal });
  }
}
