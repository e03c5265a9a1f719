import { createSqsClient } from '@async-catalog/aws-clients';
import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchRequest,
  SendMessageBatchCommand,
  type SendMessageBatchRequest,
} from '@aws-sdk/client-sqs';
import type { Sender } from '../replay.ts';

export function createSqsSender(): Sender {
  const sqs = createSqsClient();
  return {
    prepare: ({ input }) => input,
    send(action, input) {
      switch (action) {
        case 'ChangeMessageVisibilityBatch':
          return sqs.send(
            new ChangeMessageVisibilityBatchCommand(input as ChangeMessageVisibilityBatchRequest),
          );
        case 'SendMessageBatch':
          return sqs.send(new SendMessageBatchCommand(input as SendMessageBatchRequest));
        default:
          throw new RangeError(`Nothing here calls ${action}.`);
      }
    },
  };
}
