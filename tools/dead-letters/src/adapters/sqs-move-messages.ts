import { setTimeout as wait } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  SQSServiceException,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

const POLL_INTERVAL_MS = 1000;

/** What endpoints other than AWS's own answer when they don't have an action. */
const UNKNOWN_ACTION = new Set([
  'InvalidAction',
  'UnknownOperationException',
  'UnsupportedOperation',
  'NotImplemented',
]);

/** The service could not move all messages. */
export class MoveFailedError extends Error {
  override readonly name = 'MoveFailedError';
  readonly code = 'MOVE_FAILED';
}

/**
 * Has SQS move all messages of a dead-letter queue, and waits for the end. The destination is named, because SQS knows the source only of
 * messages that it dead-lettered itself, not of copies that were sent.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 *
 * Resolves to the number of messages moved; to `undefined` where the endpoint doesn't have it.
 * @throws {MoveFailedError}
 */
export async function moveMessages(
  sqs: SQSClient,
  queueUrls: { readonly from: string; readonly to: string },
): Promise<number | undefined> {
  const arnOf = async (QueueUrl: string): Promise<string | undefined> =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))).Attributes
      ?.QueueArn;
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(queueUrls.from), arnOf(queueUrls.to)]);
  try {
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
  } catch (error) {
    if (error instanceof SQSServiceException && UNKNOWN_ACTION.has(error.name)) {
      return undefined;
    }
    throw error;
  }
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    const [task] = Results;
    if (task?.Status === 'COMPLETED') {
      return task.ApproximateNumberOfMessagesMoved ?? 0;
    }
    if (task?.Status !== 'RUNNING') {
      throw new MoveFailedError(`SQS ended the move: ${task?.Status} ${task?.FailureReason ?? ''}`);
    }
    await wait(POLL_INTERVAL_MS);
  }
}
