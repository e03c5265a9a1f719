import type { IncomingHttpHeaders } from 'node:http';

/** A request and its answer, whole. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly requestBody: Buffer;
  readonly responseBody: Buffer;
}

export type Service = 'Lambda' | 'SQS' | 'DynamoDB' | 'S3';

/** What a request is to AWS's bill. */
export interface AwsAction {
  readonly service: Service;
  /** As AWS calls it; a receive that found nothing is `ReceiveMessage (empty)`. */
  readonly action: string;
  /** SQS: chunks of 64 KiB. DynamoDB: consumed capacity. Otherwise 1. */
  readonly units: number;
}

/** https://aws.amazon.com/sqs/pricing/: "Every 64 KB chunk of a payload is billed as 1 request". */
const SQS_CHUNK_BYTES = 64 * 1024;

/** Reads from the wire what was asked of which service. */
export function awsActionOf(exchange: Exchange): AwsAction {
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

function sqsAction(action: string, { requestBody, responseBody }: Exchange): AwsAction {
  const answer = parse(responseBody) as { Messages?: { Body: string }[] };
  const asked = parse(requestBody) as { MessageBody?: string; Entries?: { MessageBody?: string }[] };
  const payload = [
    asked.MessageBody,
    ...(asked.Entries ?? []).map((entry) => entry.MessageBody),
    ...(answer.Messages ?? []).map((message) => message.Body),
  ];
  const bytes = payload.reduce((sum, body) => sum + Buffer.byteLength(body ?? ''), 0);
  const empty = action === 'ReceiveMessage' && (answer.Messages ?? []).length === 0;
  return {
    service: 'SQS',
    action: empty ? 'ReceiveMessage (empty)' : action,
    units: Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES)),
  };
}

/** Only there if the request asks for it. */
function consumedCapacity({ responseBody }: Exchange): number {
  const { ConsumedCapacity } = parse(responseBody) as { ConsumedCapacity?: { CapacityUnits?: number } };
  return ConsumedCapacity?.CapacityUnits ?? 0;
}

function s3Action({ method, url }: Exchange): string {
  if (method === 'GET') {
    return url.includes('list-type=2') ? 'ListObjectsV2' : 'GetObject';
  }
  return method === 'PUT' ? 'PutObject' : `${method} object`;
}

function parse(body: Buffer): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString());
}
