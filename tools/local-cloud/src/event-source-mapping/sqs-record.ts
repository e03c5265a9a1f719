import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

/** A received message as a record of an event. */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** Record as JSON, and its length in bytes. */
  readonly json: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** `AWSTraceHeader` of the message, if it was sent by a function. */
  readonly traceHeader?: string | undefined;
}

/**
 * Converts a message to a record of Lambda's event.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
 */
export function createSqsRecord(
  message: Message,
  source: { readonly queueArn: string; readonly region: string; readonly receivedAt: number },
): SqsRecord {
  const { MessageId: messageId = '', ReceiptHandle: receiptHandle = '' } = message;
  const json = JSON.stringify({
    messageId,
    receiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, messageAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    md5OfMessageAttributes: message.MD5OfMessageAttributes,
    eventSource: 'aws:sqs',
    eventSourceARN: source.queueArn,
    awsRegion: source.region,
  });
  return {
    messageId,
    receiptHandle,
    json,
    bytes: Buffer.byteLength(json),
    receivedAt: source.receivedAt,
    traceHeader: message.Attributes?.AWSTraceHeader,
  };
}

function messageAttribute({ StringValue, BinaryValue, DataType }: MessageAttributeValue) {
  return {
    stringValue: StringValue,
    binaryValue: BinaryValue && Buffer.from(BinaryValue).toString('base64'),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
