import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
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
])('takes $status $code for passing: $transient', async ({ status, code, transient }) => {
  stubShortestWaits();
  const endpoint = await startFakeEndpoint((response) => {
    sendError(response, status, code);
  });
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

  expect(isTransient(await errorOf(createDocumentClient().send(get)))).toBe(transient);
});

it('takes a timeout for passing', async () => {
  const endpoint = await startFakeEndpoint(() => {});
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

  expect(isTransient(await errorOf(createDocumentClient({ budgetMs: 450 }).send(get)))).toBe(true);
});

it('takes a refused connection for passing', async () => {
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });

  expect(isTransient(await errorOf(createDocumentClient().send(get)))).toBe(true);
});

it('takes what no AWS call threw for lasting', () => {
  expect([new TypeError('x is not a function'), 'a string', undefined, null].map(isTransient)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
