import { setTimeout as wait } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  SQSServiceException,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

const POLL_INTERVAL_MS = 1000;

/** Errors that endpoints other than AWS's own give for an unknown action. */
const UNKNOWN_ACTION = new Set([
  'InvalidAction',
  'UnknownOperationException',
  'UnsupportedOperation',
  'NotImplemented',
]);

/** A move that SQS could not finish. */
export class MoveFailedError extends Error {
  override readonly name = 'MoveFailedError';
  readonly code = 'MOVE_FAILED';
}

/**
 * Moves all messages from one queue to another by a task of SQS, and resolves to their number once it has
 * ended; to `undefined` where the endpoint has no such task.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
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
    // SQS knows where a message came from only if it moved it here, not where the worker sent a copy: so the
    // destination is named.
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
      throw new MoveFailedError(`SQS stopped the move: ${task?.Status} ${task?.FailureReason ?? ''}`);
    }
    await wait(POLL_INTERVAL_MS);
  }
}
