import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { LOG_TAIL_BYTES, MAX_EVENT_BYTES } from './invoke-limits.ts';
import type { InvokeRefusal, InvokeResult } from './invoke-result.ts';
import { eventTooLarge, unknownOperation } from './refusals.ts';

const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Parsed request to the Invoke API. */
export interface InvokeRequest {
  readonly kind: 'request';
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly type: 'RequestResponse' | 'Event' | 'DryRun';
  readonly wantsLogTail: boolean;
  /** Should be JSON, but isn't checked yet. */
  readonly payload: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function readInvokeRequest(request: IncomingMessage): Promise<InvokeRequest | InvokeRefusal> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, name] = INVOKE_PATH.exec(pathname) ?? [];
  if (request.method !== 'POST' || name === undefined) {
    return unknownOperation();
  }
  const type = invocationType(request.headers['x-amz-invocation-type']);
  const maxBytes = MAX_EVENT_BYTES[type === 'Event' ? 'Event' : 'RequestResponse'];
  const payload = await readText(request, maxBytes);
  if (payload === undefined) {
    return eventTooLarge(maxBytes);
  }
  return {
    kind: 'request',
    functionName: decodeURIComponent(name),
    qualifier: searchParams.get('Qualifier') ?? undefined,
    type,
    wantsLogTail: request.headers['x-amz-log-type'] === 'Tail',
    payload,
  };
}

function invocationType(header: string | string[] | undefined): InvokeRequest['type'] {
  return header === 'Event' || header === 'DryRun' ? header : 'RequestResponse';
}

/** Reads the body. Resolves to `undefined` as soon as it exceeds `maxBytes`; Node discards the rest. */
async function readText(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not end the connection: the client still needs its answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) {
      return undefined;
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size).toString();
}

/** Sends the result of a synchronous invocation. */
export function writeInvokeResult(
  response: ServerResponse,
  result: InvokeResult,
  wantsLogTail = false,
): void {
  if (result.kind === 'refused') {
    writeRefusal(response, result);
    return;
  }
  const { payload, requestId, functionError, logTail } = result;
  const logResult = Buffer.from(logTail).subarray(-LOG_TAIL_BYTES).toString('base64');
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': '$LATEST',
    ...(functionError && { 'x-amz-function-error': functionError }),
    ...(wantsLogTail && { 'x-amz-log-result': logResult }),
  });
  response.end(payload);
}

/** Sends what a read of the configuration found. */
export function writeReadResult(response: ServerResponse, result: object | InvokeRefusal): void {
  if ('kind' in result) {
    writeRefusal(response, result);
    return;
  }
  response
    .writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() })
    .end(JSON.stringify(result));
}

function writeRefusal(response: ServerResponse, { statusCode, code, message, reason }: InvokeRefusal): void {
  // Some of Lambda's errors have `message`, others `Message`.
  const body = JSON.stringify({
    Type: statusCode < 500 ? 'User' : 'Service',
    Reason: reason,
    message,
    Message: message,
  });
  response.writeHead(statusCode, { 'content-type': 'application/json', 'x-amzn-errortype': code });
  response.end(body);
}
