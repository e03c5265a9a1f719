import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request to a service of AWS. */
export interface AwsCall {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Such as `PutItem`. Only JSON protocols name it; S3 and Lambda have methods and paths. */
  readonly operation: string | undefined;
  readonly body: Buffer;
}

/** A call with the service's answer to it. */
export interface AwsExchange extends AwsCall {
  readonly status: number;
  readonly answer: Buffer;
}

/** An error of AWS. */
export interface AwsError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

export async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const { method = '', url = '', headers } = request;
  const [, operation] = String(headers['x-amz-target'] ?? '').split('.');
  return { method, url, headers, operation, body: await buffer(request) };
}
