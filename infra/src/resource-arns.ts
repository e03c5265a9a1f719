import { ArnFormat, type Stack } from 'aws-cdk-lib';

/** Builds the ARN of a table in this account and region. */
export function tableArn(stack: Stack, tableName: string): string {
  return stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });
}

/** Builds the ARN of a function in this account and region. */
export function functionArn(stack: Stack, functionName: string): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Builds the ARN of a bucket. */
export function bucketArn(stack: Stack, bucketName: string): string {
  return stack.formatArn({ service: 's3', region: '', account: '', resource: bucketName });
}

/** Builds the ARN of the objects whose keys match the pattern: `*` is any text, `?` any character. */
export function objectArn(stack: Stack, bucketName: string, keyPattern: string): string {
  return stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: bucketName,
    resourceName: keyPattern,
  });
}
