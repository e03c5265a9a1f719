import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';

/** Attribute that counts the requeues of a message. */
const REQUEUED = 'sentAgain';

export function timesRequeued({ messageAttributes }: Pick<SQSRecord, 'messageAttributes'>): number {
  const times = Number(messageAttributes[REQUEUED]?.stringValue ?? 0);
  return Number.isSafeInteger(times) ? times : 0;
}

/** Copies a record's attributes, and counts one more requeue. */
export function requeuedAttributes(record: SQSRecord): Record<string, MessageAttributeValue> {
  return {
    ...Object.fromEntries(copyAttributes(record)),
    [REQUEUED]: { DataType: 'Number', StringValue: String(timesRequeued(record) + 1) },
  };
}

/** Converts attributes as Lambda receives them to attributes as SQS takes them. */
export function copyAttributes({ messageAttributes }: SQSRecord): [name: string, MessageAttributeValue][] {
  return Object.entries(messageAttributes).map(([name, attribute]) => [name, toSqs(attribute)]);
}

function toSqs({ dataType, stringValue, binaryValue }: SQSMessageAttribute): MessageAttributeValue {
  return {
    DataType: dataType,
    ...(stringValue !== undefined && { StringValue: stringValue }),
    ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
  };
}
