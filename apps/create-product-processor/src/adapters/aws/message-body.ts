import type { QueueMessage } from '@async-catalog/product-schema';

/**
 * The message as JSON. SQS takes neither U+FFFE nor U+FFFF, and JSON doesn't escape them by itself:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function messageBodyOf(message: QueueMessage): string {
  return JSON.stringify(message).replaceAll(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}
