import { SendMessageCommand, type MessageAttributeValue, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../core/message-queue.ts';
import { toSqs } from './message-attribute.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes */
const MAX_ATTRIBUTES = 10;

/**
 * A copy says why it is here: `code`, `reason`, and `originalMessageId`, the id that the log has. The message's own attributes are kept, as
 * many as fit beside these.
 */
export function createSqsDeadLetterQueue(sqs: SQSClient, queueUrl: string): DeadLetterQueue {
  return {
    async put(delivery, { code, detail }) {
      const why = {
        code: text(code),
        reason: text(detail),
        originalMessageId: text(delivery.messageId),
      };
      const own = Object.entries(delivery.attributes)
        .filter(([name]) => !Object.hasOwn(why, name))
        .slice(0, MAX_ATTRIBUTES - Object.keys(why).length)
        .map(([name, attribute]) => [name, toSqs(attribute)] as const);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: delivery.body,
          MessageAttributes: { ...Object.fromEntries(own), ...why },
        }),
      );
    },
  };
}

function text(value: string): MessageAttributeValue {
  return { DataType: 'String', StringValue: value };
}
