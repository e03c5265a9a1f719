import { ArnFormat, type Stack } from 'aws-cdk-lib';

/** The ARN of a table of this account and region. */
export function tableArn(stack: Stack, tableName: string): string {
  return stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });
}

/** The ARN of a function of this account and region. */
export function functionArn(stack: Stack, functionName: string): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The ARN of a bucket. */
export function bucketArn(stack: Stack, bucketName: string): string {
  return stack.formatArn({ service: 's3', region: '', account: '', resource: bucketName });
}

/** The ARN of the objects whose keys have the pattern: `*` is any text, `?` any character. */
export function objectArn(stack: Stack, bucketName: string, keyPattern: string): string {
  return stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: bucketName,
    resourceName: keyPattern,
  });
}
