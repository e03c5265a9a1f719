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

/** SQS refused an entry for what it is: sending it again would change nothing. */
export class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';

  constructor({ Id, Code, Message }: BatchResultErrorEntry) {
    super(`SQS refused entry ${Id}: ${Code} ${Message ?? ''}`);
  }
}

/**
 * Sends one batch until every entry is in the queue; yields how many more are there, each time some are.
 *
 * SQS answers 200 also where entries failed: what isn't listed as successful is sent again, until the signal says that the time is up.
 * (A call that fails as a whole was repeated by the SDK already.)
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
    // Full jitter, so that intakes that were turned away together don't come back together.
    await wait(Math.random() * longestWaitMs, undefined, { signal: abortSignal });
  }
}
