import type { AwsCall, AwsError } from '@async-catalog/local-cloud/testing';

/** A call to AWS, as IAM sees it. */
export interface IamCall {
  /** The function that made it; `undefined` for other callers, such as the queue's poller. */
  readonly by: string | undefined;
  /** The name of the operation in the SDK. */
  readonly operation: string;
  readonly action: string;
  /** The name of the table, the queue or the function; of S3, bucket or bucket/key; empty for a metric. */
  readonly resource: string;
  /** Values that conditions may check. */
  readonly context: Readonly<Record<string, string>>;
}

/** Decides whether a call fails, by the call and the body of its request. */
export type Fault = (call: IamCall, body: string) => AwsError | undefined;

/** Converts a fault that is decided by IAM's view of a call to one for a proxy. */
export function toProxyFault(fault: Fault): (call: AwsCall) => AwsError | undefined {
  return (call) => fault(toIamCall(call), call.body.toString());
}

/** Operations on up to ten messages need the permission for one of them. */
const BATCH = /Batch$/;

/**
 * Reads the IAM action and the resource of a request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function toIamCall({ method, url, headers, operation, body }: AwsCall): IamCall {
  const by = /\bapp\/(\w+)/.exec(String(headers['user-agent']))?.[1];
  if (operation === undefined) {
    const address = new URL(url, 'http://127.0.0.1');
    return { by, ...(url.startsWith('/2015-03-31/') ? lambdaCall(address) : s3Call(method, address)) };
  }
  const target = String(headers['x-amz-target']);
  if (target.startsWith('GraniteService')) {
    return { by, operation, action: `cloudwatch:${operation}`, resource: '', context: {} };
  }
  const { RequestItems = {}, ...parameters } = JSON.parse(body.toString()) as Parameters;
  const [service, resource] = target.startsWith('DynamoDB')
    ? ['dynamodb', parameters.TableName ?? Object.keys(RequestItems).join()]
    : ['sqs', parameters.QueueUrl?.split('/').at(-1) ?? parameters.QueueName ?? ''];
  return { by, operation, action: `${service}:${operation.replace(BATCH, '')}`, resource, context: {} };
}

interface Parameters {
  readonly TableName?: string;
  /** Tables of a `BatchGetItem`; the catalog reads from one at a time. */
  readonly RequestItems?: object;
  readonly QueueUrl?: string;
  readonly QueueName?: string;
}

function lambdaCall({ pathname }: URL): Omit<IamCall, 'by'> {
  const resource = /\/functions\/([^/]+)\/invocations$/.exec(pathname)?.[1] ?? '';
  return { operation: 'Invoke', action: 'lambda:InvokeFunction', resource, context: {} };
}

/** The operations of S3 that the catalog uses, by method, by whether the path names an object, and by what of it. */
const S3_OPERATIONS: Readonly<Record<string, readonly [operation: string, action: string]>> = {
  'GET object': ['GetObject', 's3:GetObject'],
  'HEAD object': ['HeadObject', 's3:GetObject'],
  'PUT object': ['PutObject', 's3:PutObject'],
  'DELETE object': ['DeleteObject', 's3:DeleteObject'],
  'POST object?uploads': ['CreateMultipartUpload', 's3:PutObject'],
  'PUT object?uploadId': ['UploadPart', 's3:PutObject'],
  'POST object?uploadId': ['CompleteMultipartUpload', 's3:PutObject'],
  'DELETE object?uploadId': ['AbortMultipartUpload', 's3:AbortMultipartUpload'],
  'GET bucket': ['ListObjectsV2', 's3:ListBucket'],
  'HEAD bucket': ['HeadBucket', 's3:ListBucket'],
  'PUT bucket': ['CreateBucket', 's3:CreateBucket'],
};

function s3Call(method: string, { pathname, searchParams }: URL): Omit<IamCall, 'by'> {
  const resource = decodeURIComponent(pathname.slice(1)).replace(/\/$/, '');
  const of = ['uploads', 'uploadId'].find((name) => searchParams.has(name));
  const target = `${resource.includes('/') ? 'object' : 'bucket'}${of === undefined ? '' : `?${of}`}`;
  const known = S3_OPERATIONS[`${method} ${target}`];
  const [operation, action] = known ?? [`${method} ${pathname}`, 's3:Unknown'];
  const prefix = searchParams.get('prefix');
  return { operation, action, resource, context: prefix === null ? {} : { 's3:prefix': prefix } };
}
