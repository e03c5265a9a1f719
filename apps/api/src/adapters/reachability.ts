import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Check } from '../core/readiness.ts';

// Each check asks for no permission that serving requests doesn't need anyway.

/** A dry run checks the function and the permission to invoke it, and runs nothing. */
export function createFunctionCheck(lambda: LambdaClient, functionName: string): Check {
  return (abortSignal) =>
    lambda.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'DryRun' }), { abortSignal });
}

/** Reads an item that isn't there. */
export function createTableCheck(documents: DynamoDBDocumentClient, tableName: string): Check {
  return (abortSignal) =>
    documents.send(new GetCommand({ TableName: tableName, Key: { id: 'readiness' } }), { abortSignal });
}

/** Needs `s3:ListBucket`, without which S3 also answers 403 in place of 404 for a missing report. */
export function createBucketCheck(s3: S3Client, bucketName: string): Check {
  return (abortSignal) => s3.send(new HeadBucketCommand({ Bucket: bucketName }), { abortSignal });
}
