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

function consumedCapacity({ answer }: AwsExchange): number {
  const { ConsumedCapacity } = parse(answer) as { ConsumedCapacity?: { CapacityUnits?: number } };
  return ConsumedCapacity?.CapacityUnits ?? 0;
}

function s3Action({ method, url }: AwsExchange): string {
  if (method === 'GET') {
    return url.includes('list-type=2') ? 'ListObjectsV2' : 'GetObject';
  }
  return method === 'PUT' ? 'PutObject' : `${method} object`;
}

function parse(body: Buffer): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString());
}
