import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImportQueue } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

export function createSqsImportQueue(sqs: SQSClient, queueUrl: string): ImportQueue {
  return {
    async send(message) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) });
      await translateTransient(() => sqs.send(command));
    },
  };
}
