import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

export interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  readonly authorizer?: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** A payload 2.0 event, as the API and an HTTP API send. */
export function httpApiEvent(request: Request = {}) {
  const { method = 'POST', path = '/products', query = '', headers = {}, authorizer } = request;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { ...JSON_HEADERS, ...headers },
    requestContext: { http: { method, path }, ...(authorizer !== undefined && { authorizer }) },
    ...bodyOf(request.body),
  };
}

/** A payload 1.0 event, as a REST API sends. */
export function restApiEvent(request: Request = {}) {
  const { method = 'POST', path = '/products', query = '', headers = {}, authorizer = null } = request;
  return {
    resource: path,
    path,
    httpMethod: method,
    headers: { 'Content-Type': 'application/json', ...headers },
    queryStringParameters: query === '' ? null : Object.fromEntries(new URLSearchParams(query)),
    requestContext: { stage: 'prod', authorizer },
    ...bodyOf(request.body),
  };
}

function bodyOf(body: unknown): { body: string | null; isBase64Encoded: boolean } {
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { body: text ?? null, isBase64Encoded: false };
}

/** What Lambda tells of the invocation. */
export function contextOf({ remainingMs = 20_000 }: { remainingMs?: number } = {}): Context {
  const endsAt = Date.now() + remainingMs;
  return {
    functionName: 'CreateProductProcessor',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:CreateProductProcessor',
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: '/aws/lambda/CreateProductProcessor',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => endsAt - Date.now(),
    done() {},
    fail() {},
    succeed() {},
  };
}
