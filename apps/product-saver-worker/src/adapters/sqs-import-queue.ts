import type { ImportMessage } from '@async-catalog/product-schema';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImportQueue } from '../core/ports.ts';

export function createSqsImportQueue(sqs: SQSClient, QueueUrl: string): ImportQueue {
  return {
    async finish(importId, abortSignal) {
      const message: ImportMessage = { version: 1, importId, task: 'finish' };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }), {
        abortSignal,
      });
    },
  };
}
