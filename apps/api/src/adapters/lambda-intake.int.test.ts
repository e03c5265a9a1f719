import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  COMPRESS_ABOVE_BYTES,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  nothingTaken,
  outcomeUnknown,
} from '@async-catalog/http-contract';
import { submissionIdForKey } from '@async-catalog/product-schema';
import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IntakeRequest } from '../deps.ts';
import { startLambdaApi } from '../testing/lambda-api.ts';
import { createLambdaIntake } from './lambda-intake.ts';

type HttpOptions = Extract<LambdaClientConfig['requestHandler'], { requestTimeout?: number }>;

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const accepted: Answer = (response) => {
  response.end(
    JSON.stringify({
      statusCode: 202,
      headers: { 'retry-after': 1, location: '/submissions/1' },
      body: '{"a":1}',
    }),
  );
};

/** An error in the shape that Lambda's API gives it. */
const lambdaError =
  (status: number, type: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ message: 'arn:aws:lambda:eu-west-1:123456789012:function:secret' }));
  };

async function setUp(answer: Answer, options: HttpOptions = {}) {
  const api = await startLambdaApi(answer);
  const lambda = new LambdaClient({
    endpoint: api.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 60_000, throwOnRequestTimeout: true, ...options },
  });
  const intake = createLambdaIntake(
    lambda,
    'CreateProductProcessor',
    () => new Date('2026-01-31T09:30:00.000Z'),
  );
  return {
    api,
    intake,
    async [Symbol.asyncDispose]() {
      lambda.destroy();
      await api[Symbol.asyncDispose]();
    },
  };
}

function request(overrides: Partial<IntakeRequest> = {}): IntakeRequest {
  return {
    method: 'POST',
    path: '/products',
    query: 'dryRun=true',
    headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
    body: new TextEncoder().encode('{"name":"Théière"}'),
    caller: 'alice',
    quotas: { requests: 5, products: 7 },
    requestId: 'r-1',
    ...overrides,
  };
}

describe('the intake by Lambda', () => {
  it('sends what API Gateway would send, and gives back the function’s HTTP answer', async () => {
    await using fixture = await setUp(accepted);

    const answer = await fixture.intake.submit(request());

    expect(answer).toEqual({
      status: 202,
      headers: { 'retry-after': '1', location: '/submissions/1' },
      body: '{"a":1}',
    });
    expect(JSON.parse(fixture.api.payloads[0] ?? '')).toMatchObject({
      version: '2.0',
      rawPath: '/products',
      rawQueryString: 'dryRun=true',
      headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
      requestContext: {
        http: { method: 'POST', path: '/products' },
        apiId: 'catalog-api',
        requestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/) as string,
        authorizer: {
          jwt: {
            claims: { sub: 'alice', catalog_requests_per_second: 5, catalog_products_per_day: 7 },
          },
        },
      },
      body: '{"name":"Théière"}',
      isBase64Encoded: false,
    });
  });

  it('names no caller when the service is open', async () => {
    await using fixture = await setUp(accepted);

    await fixture.intake.submit(request({ caller: undefined }));

    expect(JSON.parse(fixture.api.payloads[0] ?? '')).not.toHaveProperty('requestContext.authorizer');
  });

  it.each([
    [COMPRESS_ABOVE_BYTES, false],
    [COMPRESS_ABOVE_BYTES + 1, true],
  ])('sends %i bytes compressed: %s', async (size, compressed) => {
    await using fixture = await setUp(accepted);
    const body = Buffer.alloc(size, '"');

    await fixture.intake.submit(request({ body }));

    const event = JSON.parse(fixture.api.payloads[0] ?? '') as {
      body: string;
      isBase64Encoded: boolean;
      headers: Record<string, string>;
    };
    expect(event.isBase64Encoded).toBe(compressed);
    expect(event.headers['content-encoding']).toBe(compressed ? 'gzip' : undefined);
    const arrived = compressed ? gunzipSync(Buffer.from(event.body, 'base64')) : Buffer.from(event.body);
    expect(arrived.equals(body)).toBe(true);
  });

  it('compresses no body to less than a twentieth, which the intake would refuse', async () => {
    await using fixture = await setUp(accepted);
    const body = Buffer.alloc(MAX_BODY_BYTES, '"name":');

    await fixture.intake.submit(request({ body }));

    const event = JSON.parse(fixture.api.payloads[0] ?? '') as { body: string };
    const packed = Buffer.from(event.body, 'base64');
    expect(packed.byteLength * MAX_PACKING_RATIO).toBeGreaterThanOrEqual(body.byteLength);
    expect(gunzipSync(packed).equals(body)).toBe(true);
  });

  it.each([
    ['is not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), {}],
    ['came compressed', gzipSync('{}'), { 'content-encoding': 'gzip' }],
    [
      'came compressed, and is large',
      randomBytes(COMPRESS_ABOVE_BYTES + 1),
      { 'content-encoding': 'x-gzip' },
    ],
  ])('sends a body that %s byte for byte', async (_, body, headers) => {
    await using fixture = await setUp(accepted);

    await fixture.intake.submit(request({ body, headers }));

    const event = JSON.parse(fixture.api.payloads[0] ?? '') as { body: string; headers: object };
    expect(event).toMatchObject({ isBase64Encoded: true, headers });
    expect(Buffer.from(event.body, 'base64').equals(body)).toBe(true);
  });

  it.each([
    ['gone', lambdaError(404, 'ResourceNotFoundException')],
    ['forbidden', lambdaError(403, 'AccessDeniedException')],
  ])('says that nothing was taken when the function is %s', async (_, answer) => {
    await using fixture = await setUp(answer);

    await expect(fixture.intake.submit(request())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      message: nothingTaken(undefined).message,
      headers: { 'retry-after': '5' },
    });
  });

  it('asks to slow down when the function is throttled', async () => {
    await using fixture = await setUp(lambdaError(429, 'TooManyRequestsException'));

    await expect(fixture.intake.submit(request())).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      headers: { 'retry-after': '1' },
    });
  });

  it('says that nothing was taken when nobody listens', async () => {
    const fixture = await setUp(accepted);
    await fixture.api[Symbol.asyncDispose]();

    await expect(fixture.intake.submit(request())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      message: nothingTaken(undefined).message,
    });
  });

  it('says that nothing was taken when no connection was to be had in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    await using fixture = await setUp(() => arrive(), {
      connectionTimeout: 50,
      requestTimeout: 3_600_000,
      httpAgent: { maxSockets: 1 },
    });
    const submit = () => fixture.intake.submit(request()).catch((error: unknown) => error);

    const first = submit();
    await arrived;
    // The first has the only connection.
    const over = new AbortController();
    const second = submit().finally(() => over.abort());
    while (!over.signal.aborted) {
      await vi.advanceTimersByTimeAsync(10);
      await turn();
    }
    await vi.advanceTimersByTimeAsync(3_600_000);

    expect(await first).toMatchObject({ message: outcomeUnknown(undefined).message });
    expect(await second).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      message: nothingTaken(undefined).message,
    });
    expect(fixture.api.payloads).toHaveLength(1);
  });

  it.each<[string, Answer, HttpOptions?]>([
    [
      'the function failed',
      (response) => {
        response.writeHead(200, { 'x-amz-function-error': 'Unhandled' });
        response.end(
          JSON.stringify({ errorType: 'Error', errorMessage: 'Task timed out after 10.00 seconds' }),
        );
      },
    ],
    ['the connection broke', (response) => response.destroy()],
    ['Lambda itself failed', lambdaError(500, 'ServiceException')],
    ['no answer came in time', () => undefined, { requestTimeout: 50 }],
  ])('says that the outcome is not known when %s', async (_, answer, options) => {
    await using fixture = await setUp(answer, options);

    await expect(fixture.intake.submit(request())).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      message: expect.stringContaining('Idempotency-Key') as string,
      cause: expect.any(Error) as Error,
    });
  });

  it.each<[string, Partial<IntakeRequest>, (sent: string) => string | undefined]>([
    ['the submission by the id that it sent', {}, (sent) => sent],
    [
      'the submission of the caller’s key',
      { headers: { 'idempotency-key': '"k 1"' } },
      () => submissionIdForKey('alice', 'k 1'),
    ],
    [
      'the submission of a key in an open service',
      { headers: { 'idempotency-key': 'k' }, caller: undefined },
      () => submissionIdForKey('anonymous', 'k'),
    ],
    ['nothing where nothing is stored', { query: 'dryRun=true' }, () => undefined],
  ])('names %s when the answer is lost', async (_, overrides, expected) => {
    await using fixture = await setUp((response) => response.destroy());

    const answer = fixture.intake.submit(request({ query: '', ...overrides }));

    const problem = await answer.catch((error: unknown) => error);
    const { requestContext } = JSON.parse(fixture.api.payloads[0] ?? '') as {
      requestContext: { requestId: string };
    };
    expect(problem).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      submissionId: expected(requestContext.requestId),
    });
  });

  it('refuses a malformed key without a call', async () => {
    await using fixture = await setUp(accepted);

    await expect(
      fixture.intake.submit(request({ headers: { 'idempotency-key': '""' } })),
    ).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect(fixture.api.payloads).toEqual([]);
  });

  it('says to split a batch that Lambda finds too large', async () => {
    await using fixture = await setUp(lambdaError(413, 'RequestTooLargeException'));

    await expect(fixture.intake.submit(request())).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each(['null', '{}', '"text"', '{"statusCode":"200"}', '{"statusCode":99}', 'not JSON'])(
    'throws a fault of ours when the function answers %s',
    async (text) => {
      await using fixture = await setUp((response) => response.end(text));

      await expect(fixture.intake.submit(request())).rejects.toThrow(
        `The function's answer is not an HTTP response: ${text}`,
      );
    },
  );
});
