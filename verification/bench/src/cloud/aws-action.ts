import type { AwsCall, AwsExchange } from '@async-catalog/local-cloud/testing';

export type Service = 'Lambda' | 'SQS' | 'DynamoDB' | 'S3';

/** A request as AWS bills it. */
export interface AwsAction {
  readonly service: Service;
  /** AWS's name for it; a receive that found nothing is `ReceiveMessage (empty)`. */
  readonly action: string;
  /** SQS: chunks of 64 KiB. DynamoDB: consumed capacity. Otherwise 1. */
  readonly units: number;
}

/** https://aws.amazon.com/sqs/pricing/: "Every 64 KB chunk of a payload is billed as 1 request". */
const SQS_CHUNK_BYTES = 64 * 1024;

/** Reads from the wire which action of which service a request was. */
export function awsActionOf(exchange: AwsExchange): AwsAction {
  const { url, headers } = exchange;
  const [, targetService, action] = /^(\w+?)(?:_\d+)?\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
  if (targetService === 'AmazonSQS' && action !== undefined) {
    return sqsAction(action, exchange);
  }
  if (targetService === 'DynamoDB' && action !== undefined) {
    return { service: 'DynamoDB', action, units: consumedCapacity(exchange) };
  }
  if (url.startsWith('/2015-03-31/functions/')) {
    return { service: 'Lambda', action: 'Invoke', units: 1 };
  }
  return { service: 'S3', action: s3Action(exchange), units: 1 };
}

function sqsAction(action: string, { body, answer }: AwsExchange): AwsAction {
  const answered = parse(answer) as { Messages?: { Body: string }[] };
  const asked = parse(body) as { MessageBody?: string; Entries?: { MessageBody?: string }[] };
  const payload = [
    asked.MessageBody,
    ...(asked.Entries ?? []).map((entry) => entry.MessageBody),
    ...(answered.Messages ?? []).map((message) => message.Body),
  ];
  const bytes = payload.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
  const empty = action === 'ReceiveMessage' && (answered.Messages ?? []).length === 0;
  return {
    service: 'SQS',
    action: empty ? 'ReceiveMessage (empty)' : action,
    units: Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES)),
  };
}

/** Makes a request to DynamoDB ask for the capacity that it consumes. */
export function askForCapacity({ headers, body }: AwsCall): Buffer {
  return String(headers['x-amz-target']).startsWith('DynamoDB_')
    ? Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'TOTAL' }))
    : body;
}

/**
 * Units of a conditional write that is refused, at least: it consumes them by the size of the item, which the
 * emulator doesn't say.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
const REFUSED_WRITE_UNITS = 1;

interface Capacity {
  readonly CapacityUnits?: number;
}

/** Adds up what a request consumed; one of several items or tables has a list. */
function consumedCapacity({ answer, status }: AwsExchange): number {
  if (status === 400 && answer.includes('ConditionalCheckFailedException')) {
    return REFUSED_WRITE_UNITS;
  }
  const { ConsumedCapacity = [] } = parse(answer) as { ConsumedCapacity?: Capacity | readonly Capacity[] };
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

function s3Action({ method, url }: AwsExchange): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const isUpload = searchParams.has('uploadId');
  const isBucket = !/^\/[^/]+\/./.test(pathname);
  switch (method) {
    case 'GET':
      return searchParams.get('list-type') === '2' ? 'ListObjectsV2' : 'GetObject';
    case 'HEAD':
      return isBucket ? 'HeadBucket' : 'HeadObject';
    case 'PUT':
      return isUpload ? 'UploadPart' : 'PutObject';
    case 'POST':
      return isUpload ? 'CompleteMultipartUpload' : 'CreateMultipartUpload';
    case 'DELETE':
      return isUpload ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      throw new RangeError(`S3 has no ${method} ${url}.`);
  }
}

function parse(body: Buffer): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString());
}
