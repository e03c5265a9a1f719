import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Unavailable } from '../deps.ts';

/** Resolves when the dependency is available; rejects when it isn't, or when the signal aborts. */
export type HealthCheck = (signal: AbortSignal) => Promise<unknown>;

/** Runs all checks at once, each within the same time, and finds the dependencies that are unavailable. */
export async function findUnavailable(
  checks: Readonly<Record<string, HealthCheck>>,
  timeoutMs: number,
): Promise<Unavailable[]> {
  const names = Object.keys(checks);
  const signal = AbortSignal.timeout(timeoutMs);
  const results = await Promise.allSettled(Object.values(checks).map((check) => check(signal)));
  return results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ name: names[index] ?? '', error: result.reason as unknown }] : [],
  );
}

// Only the check of a queue needs a permission that serving requests doesn't need anyway.

/** Checks that the function exists and may be invoked, by a dry run, which doesn't run it. */
export function createFunctionCheck(lambda: LambdaClient, functionName: string): HealthCheck {
  return (abortSignal) =>
    lambda.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'DryRun' }), { abortSignal });
}

/** Checks the table by reading an item that doesn't exist. */
export function createTableCheck(documents: DynamoDBDocumentClient, tableName: string): HealthCheck {
  return (abortSignal) =>
    documents.send(new GetCommand({ TableName: tableName, Key: { id: 'readiness' } }), { abortSignal });
}

/** Checks the table of lists by reading one that doesn't exist. */
export function createListCheck(documents: DynamoDBDocumentClient, tableName: string): HealthCheck {
  return (abortSignal) =>
    documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': 'readiness' },
        Limit: 1,
      }),
      { abortSignal },
    );
}

/** Needs `s3:ListBucket`, without which S3 also answers 403 in place of 404 for a missing report. */
export function createBucketCheck(s3: S3Client, bucketName: string): HealthCheck {
  return (abortSignal) => s3.send(new HeadBucketCommand({ Bucket: bucketName }), { abortSignal });
}

/** Needs `sqs:GetQueueAttributes`, and leaves the queue's messages alone. */
export function createQueueCheck(sqs: SQSClient, queueUrl: string): HealthCheck {
  return (abortSignal) =>
    sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }), {
      abortSignal,
    });
}
