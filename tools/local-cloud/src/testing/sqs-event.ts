import { randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';

export interface RecordOverrides extends Partial<Omit<SQSRecord, 'body' | 'attributes'>> {
  readonly receiveCount?: number;
  readonly attributes?: Partial<SQSRecord['attributes']>;
}

/**
 * Builds a message as Lambda passes it to a function; a body that isn't text becomes JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
 */
export function sqsRecord(body: string | object, overrides: RecordOverrides = {}): SQSRecord {
  const { receiveCount = 1, attributes, ...fields } = overrides;
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(Date.now()),
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
      ...attributes,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
    awsRegion: 'us-east-1',
    ...fields,
  };
}

export function sqsEvent(records: readonly SQSRecord[]): SQSEvent {
  return { Records: [...records] };
}
