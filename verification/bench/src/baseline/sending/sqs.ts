import { createSqsClient } from '@async-catalog/aws-clients';
import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchCommandInput,
  DeleteMessageCommand,
  type DeleteMessageCommandInput,
  GetQueueAttributesCommand,
  type GetQueueAttributesCommandInput,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { Sender } from '../replay.ts';

export function createSqsSender(): Sender {
  const sqs = createSqsClient();
  return {
    calls: {
      ChangeMessageVisibilityBatch: (input: ChangeMessageVisibilityBatchCommandInput) =>
        sqs.send(new ChangeMessageVisibilityBatchCommand(input)),
      DeleteMessage: (input: DeleteMessageCommandInput) => sqs.send(new DeleteMessageCommand(input)),
      GetQueueAttributes: (input: GetQueueAttributesCommandInput) =>
        sqs.send(new GetQueueAttributesCommand(input)),
      ReceiveMessage: (input: ReceiveMessageCommandInput) => sqs.send(new ReceiveMessageCommand(input)),
      SendMessage: (input: SendMessageCommandInput) => sqs.send(new SendMessageCommand(input)),
      SendMessageBatch: (input: SendMessageBatchCommandInput) => sqs.send(new SendMessageBatchCommand(input)),
    },
  };
}
