import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

export interface ContextOptions {
  readonly functionName?: string;
  readonly awsRequestId?: string;
  readonly remainingMs?: number;
}

/**
 * Builds the context of one invocation, whose remaining time counts down from now.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function lambdaContext({
  functionName = 'TestFunction',
  awsRequestId = randomUUID(),
  remainingMs = 60_000,
}: ContextOptions = {}): Context {
  const endsAt = Date.now() + remainingMs;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => endsAt - Date.now(),
    done() {},
    fail() {},
    succeed() {},
  };
}
