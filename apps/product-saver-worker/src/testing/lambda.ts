import type { QueueMessage } from '@async-catalog/product-schema';
import type { Context, SQSRecord } from 'aws-lambda';

/** A record as Lambda gives it. */
export function sqsRecord(body: QueueMessage | string, overrides: { receiveCount?: number } = {}): SQSRecord {
  return {
    messageId: crypto.randomUUID(),
    receiptHandle: crypto.randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(overrides.receiveCount ?? 1),
      SentTimestamp: '1769851800000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1769851800001',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
    awsRegion: 'us-east-1',
  };
}

export function lambdaContext(): Context {
  return {
    awsRequestId: crypto.randomUUID(),
    functionName: 'ProductSaverWorker',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:ProductSaverWorker',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/ProductSaverWorker',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 60_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
