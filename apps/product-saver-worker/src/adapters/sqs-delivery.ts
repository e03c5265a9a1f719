import type { SQSRecord } from 'aws-lambda';
import type { Delivery } from '../core/delivery.ts';

/** A record as Lambda's event source mapping gives it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function toDelivery(record: SQSRecord): Delivery {
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    attributes: record.messageAttributes,
  };
}
