import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { DeliveryAttribute } from '../core/delivery.ts';

/** An attribute as it was received, as it is sent. */
export function toSqs({ dataType, stringValue, binaryValue }: DeliveryAttribute): MessageAttributeValue {
  return {
    DataType: dataType,
    ...(stringValue !== undefined && { StringValue: stringValue }),
    ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
  };
}
