/** One call to AWS, as IAM sees it. */
export interface Call {
  /** The function that made it; `undefined` for calls of anything else, such as the polling of the queue. */
  readonly by: string | undefined;
  /** The name of the operation in the SDK. */
  readonly operation: string;
  readonly action: string;
  /** The name of the table, the queue or the function; of S3, bucket or bucket/key. */
  readonly resource: string;
  /** What conditions may ask for. */
  readonly context: Readonly<Record<string, string>>;
}

export interface RecordedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Operations on up to ten messages need the permission for one of them. */
const BATCH = /Batch$/;

/**
 * A request to an endpoint of AWS as the action that IAM would ask for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function toCall(request: RecordedRequest): Call {
  const by = /\bapp\/(\w+)/.exec(String(request.headers['user-agent']))?.[1];
  const [protocol = '', operation] = String(request.headers['x-amz-target'] ?? '').split('.');
  if (operation === undefined) {
    return {
      by,
      ...(request.url.pathname.startsWith('/2015-03-31/') ? lambdaCall(request) : s3Call(request)),
    };
  }
  const parameters = JSON.parse(request.body.toString()) as Record<string, string>;
  const [service, resource] = protocol.startsWith('DynamoDB')
    ? ['dynamodb', parameters['TableName'] ?? '']
    : ['sqs', parameters['QueueUrl']?.split('/').at(-1) ?? parameters['QueueName'] ?? ''];
  return { by, operation, action: `${service}:${operation.replace(BATCH, '')}`, resource, context: {} };
}

function lambdaCall({ url }: RecordedRequest): Omit<Call, 'by'> {
  const resource = /\/functions\/([^/]+)\/invocations$/.exec(url.pathname)?.[1] ?? '';
  return { operation: 'Invoke', action: 'lambda:InvokeFunction', resource, context: {} };
}

/** What of S3 is used, by the method and whether the path names an object; the bucket is in the path. */
const S3_OPERATIONS: Readonly<Record<string, readonly [operation: string, action: string]>> = {
  'GET object': ['GetObject', 's3:GetObject'],
  'HEAD object': ['HeadObject', 's3:GetObject'],
  'PUT object': ['PutObject', 's3:PutObject'],
  'DELETE object': ['DeleteObject', 's3:DeleteObject'],
  'GET bucket': ['ListObjectsV2', 's3:ListBucket'],
  'HEAD bucket': ['HeadBucket', 's3:ListBucket'],
  'PUT bucket': ['CreateBucket', 's3:CreateBucket'],
};

function s3Call({ method, url }: RecordedRequest): Omit<Call, 'by'> {
  const resource = decodeURIComponent(url.pathname.slice(1)).replace(/\/$/, '');
  const known = S3_OPERATIONS[`${method} ${resource.includes('/') ? 'object' : 'bucket'}`];
  const [operation, action] = known ?? [`${method} ${url.pathname}`, 's3:Unknown'];
  const prefix = url.searchParams.get('prefix');
  return { operation, action, resource, context: prefix === null ? {} : { 's3:prefix': prefix } };
}
