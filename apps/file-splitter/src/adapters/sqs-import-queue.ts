import type { ImportMessage } from '@async-catalog/product-schema';
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImportQueue } from '../core/ports.ts';
import type { MessageQueue } from '../sqs/handle-event.ts';

export function createSqsImportQueue(sqs: SQSClient, queueUrl: string): ImportQueue & MessageQueue {
  return {
    async sendFinish(importId, checks, DelaySeconds = 0) {
      const message: ImportMessage = { version: 1, importId, task: 'finish', checks };
      const MessageBody = JSON.stringify(message);
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
    },
    async delay({ receiptHandle }, seconds) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}
