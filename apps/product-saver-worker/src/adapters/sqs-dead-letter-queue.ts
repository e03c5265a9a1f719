import { SendMessageCommand, type MessageAttributeValue, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../sqs/handle-event.ts';
import { copyAttributes } from '../sqs/message-attributes.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes */
const MAX_ATTRIBUTES = 10;

/**
 * Copies messages with the attributes `code`, `reason`, and `originalMessageId`, the id that is in the log.
 * As many of a message's own attributes as fit beside these are kept.
 */
export function createSqsDeadLetterQueue(sqs: SQSClient, queueUrl: string): DeadLetterQueue {
  return {
    async put(record, { code, detail }, abortSignal) {
      const why = {
        code: text(code),
        reason: text(detail),
        originalMessageId: text(record.messageId),
      };
      const own = copyAttributes(record)
        .filter(([name]) => !Object.hasOwn(why, name))
        .slice(0, MAX_ATTRIBUTES - Object.keys(why).length);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: record.body,
          MessageAttributes: { ...Object.fromEntries(own), ...why },
        }),
        { abortSignal },
      );
    },
  };
}

function text(value: string): MessageAttributeValue {
  return { DataType: 'String', StringValue: value };
}
