import type { AwsCall, AwsExchange } from '@async-catalog/local-cloud/testing';
import { type AwsAction, awsActionOf } from './aws-action.ts';

/** A request that can be repeated. */
export interface RecordedCall extends Pick<AwsAction, 'service' | 'action'> {
  /** The function that made it; empty for other callers. */
  readonly by: string;
  /** Number of the caller's earlier calls that had been answered when this one was made. */
  readonly after: number;
  /** The command's input as JSON; with the types of the wire protocol for DynamoDB. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Reads which function makes a call: functions name themselves to the SDK. */
export function callerOf({ headers }: Pick<AwsCall, 'headers'>): string {
  return /\bapp\/(\w+)/.exec(String(headers['user-agent']))?.[1] ?? '';
}

export function recordedCallOf(exchange: AwsExchange, after: number): RecordedCall {
  const { service, action } = awsActionOf(exchange);
  return { by: callerOf(exchange), after, service, action, input: inputOf(service, action, exchange) };
}

function inputOf(
  service: AwsAction['service'],
  action: string,
  { url, body }: AwsExchange,
): RecordedCall['input'] {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (service === 'S3') {
    const [, Bucket, ...key] = decodeURIComponent(pathname).split('/');
    if (action === 'ListObjectsV2') {
      const Prefix = searchParams.get('prefix');
      return { Bucket, ...(Prefix !== null && { Prefix }) };
    }
    return { Bucket, Key: key.join('/'), ...(body.length > 0 && { Body: body.toString() }) };
  }
  if (service === 'Lambda') {
    return { FunctionName: pathname.split('/')[3], Payload: body.toString() };
  }
  const { ReturnConsumedCapacity: _, ...input } = JSON.parse(body.toString()) as Record<string, unknown>;
  return input;
}
