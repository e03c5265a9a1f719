import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';

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
