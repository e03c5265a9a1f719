import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDocumentClient, isTransient } from './index.ts';
import {
  sendError,
  startFakeEndpoint,
  stubAwsEnvironment,
  stubShortestWaits,
} from './testing/fake-endpoint.ts';

const get = new GetCommand({ TableName: 'ProductTable', Key: { id: '1' } });

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );
}

describe('isTransient', () => {
  it.each([
    { status: 400, code: 'ProvisionedThroughputExceededException', transient: true },
    { status: 400, code: 'ThrottlingException', transient: true },
    { status: 400, code: 'RequestLimitExceeded', transient: true },
    { status: 429, code: 'AnyException', transient: true },
    { status: 500, code: 'InternalServerError', transient: true },
    { status: 501, code: 'AnyException', transient: true },
    { status: 503, code: 'ServiceUnavailable', transient: true },
    { status: 400, code: 'ValidationException', transient: false },
    { status: 400, code: 'ConditionalCheckFailedException', transient: false },
    { status: 400, code: 'ResourceNotFoundException', transient: false },
    { status: 400, code: 'AccessDeniedException', transient: false },
  ])('is $transient for $status $code', async ({ status, code, transient }) => {
    stubShortestWaits();
    const endpoint = await startFakeEndpoint((response) => {
      sendError(response, status, code);
    });
    stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

    expect(isTransient(await errorOf(createDocumentClient().send(get)))).toBe(transient);
  });

  it('is true for a timeout', async () => {
    const endpoint = await startFakeEndpoint(() => {});
    stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

    expect(isTransient(await errorOf(createDocumentClient({ budgetMs: 450 }).send(get)))).toBe(true);
  });

  it('is true for a refused connection', async () => {
    stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });

    expect(isTransient(await errorOf(createDocumentClient().send(get)))).toBe(true);
  });

  it('is false for what no AWS call threw', () => {
    expect([new TypeError('x is not a function'), 'a string', undefined, null].map(isTransient)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
