import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { withinBudget } from './call-budget.ts';
import { createDocumentClient } from './index.ts';
import {
  sendError,
  sendJson,
  startFakeEndpoint,
  stubAwsEnvironment,
  stubShortestWaits,
} from './testing/fake-endpoint.ts';

type Answer = Parameters<typeof startFakeEndpoint>[0];

async function setUp(answer: Answer, budgetMs?: number) {
  const endpoint = await startFakeEndpoint(answer);
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });
  const client = createDocumentClient(budgetMs === undefined ? {} : { budgetMs });
  const get = () => client.send(new GetCommand({ TableName: 'ProductTable', Key: { id: '1' } }));
  return { endpoint, get };
}

describe('a call', () => {
  it('ends within its budget when nothing answers, after three attempts', async () => {
    const { get } = await setUp(() => {}, 900);
    const startedAt = performance.now();

    // An attempt can end before its request arrives.
    await expect(get()).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 3 } });

    const elapsedMs = performance.now() - startedAt;
    expect(elapsedMs).toBeGreaterThan(700);
    // The budget of a call for which none is given.
    expect(elapsedMs).toBeLessThan(9000);
  });

  it('ends within its budget when an answer begins and never ends', async () => {
    const { get } = await setUp((response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).write('{');
    }, 900);

    await expect(get()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('has 9 seconds unless said otherwise', () => {
    const { maxAttempts, requestHandler } = withinBudget({});

    expect({ maxAttempts, requestHandler }).toEqual({
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: 1000,
        requestTimeout: 2950,
        throwOnRequestTimeout: true,
        socketTimeout: 2950,
      },
    });
  });

  it('divides another budget among its attempts, less the waits between them', () => {
    expect(withinBudget({ budgetMs: 900 })).toMatchObject({
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 250, requestTimeout: 250, socketTimeout: 250 },
    });
  });

  it('has its whole budget for one attempt where it gets no other', () => {
    expect(withinBudget({ budgetMs: 250, maxAttempts: 1 })).toMatchObject({
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 250, requestTimeout: 250, socketTimeout: 250 },
    });
  });

  it('is tried three times when the service fails', async () => {
    const { endpoint, get } = await setUp((response) => {
      sendError(response, 500, 'InternalServerError');
    });

    await expect(get()).rejects.toMatchObject({ name: 'InternalServerError' });

    expect(endpoint.requests).toHaveLength(3);
  });

  it('succeeds when the second attempt does', async () => {
    const { get } = await setUp((response, attempt) => {
      if (attempt === 1) {
        sendError(response, 500, 'InternalServerError');
      } else {
        sendJson(response, 200, { Item: { id: { S: '1' } } });
      }
    });

    await expect(get()).resolves.toMatchObject({ Item: { id: '1' } });
  });

  it('is tried three times when it is throttled', async () => {
    stubShortestWaits();
    const { endpoint, get } = await setUp((response) => {
      sendError(response, 400, 'ProvisionedThroughputExceededException');
    });

    await expect(get()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });

    expect(endpoint.requests).toHaveLength(3);
  });

  it('is not repeated when the service says that it is wrong', async () => {
    const { endpoint, get } = await setUp((response) => {
      sendError(response, 400, 'ValidationException');
    });

    await expect(get()).rejects.toMatchObject({ name: 'ValidationException' });

    expect(endpoint.requests).toHaveLength(1);
  });

  it('uses the connection of the call before it', async () => {
    const { endpoint, get } = await setUp((response) => {
      sendJson(response, 200, {});
    });

    await get();
    await get();

    expect(endpoint.requests).toHaveLength(2);
    expect(endpoint.connections()).toBe(1);
  });
});
