import type { Context, SQSRecord } from 'aws-lambda';

export interface RecordOverrides extends Partial<Omit<SQSRecord, 'body' | 'attributes'>> {
  readonly receiveCount?: number;
}

/** Builds a record as Lambda passes it to a function; a body that isn't text becomes JSON. */
export function sqsRecord(body: object | string, overrides: RecordOverrides = {}): SQSRecord {
  const { receiveCount = 1, ...fields } = overrides;
  return {
    messageId: crypto.randomUUID(),
    receiptHandle: crypto.randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '1769851800000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1769851800001',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
    awsRegion: 'us-east-1',
    ...fields,
  };
}

/** Builds the context of one invocation. `remainingMs` is called each time that the time left is asked for. */
export function lambdaContext(remainingMs = () => 60_000): Context {
  return {
    awsRequestId: crypto.randomUUID(),
    functionName: 'ProductSaverWorker',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:ProductSaverWorker',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/ProductSaverWorker',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: remainingMs,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
