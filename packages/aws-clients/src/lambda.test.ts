import type { ServerResponse } from 'node:http';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLambdaClient } from './index.ts';
import {
  sendError,
  startFakeEndpoint,
  stubAwsEnvironment,
  stubShortestWaits,
} from './testing/fake-endpoint.ts';

async function setUp(answer: Parameters<typeof startFakeEndpoint>[0], budgetMs = 4000) {
  const endpoint = await startFakeEndpoint(answer);
  stubAwsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: endpoint.url });
  const client = createLambdaClient({ budgetMs });
  const invoke = () =>
    client.send(new InvokeCommand({ FunctionName: 'CreateProductProcessor', Payload: '{}' }));
  return { endpoint, invoke };
}

describe('an invocation', () => {
  it('is repeated when it was throttled, because nothing ran', async () => {
    stubShortestWaits();
    const { endpoint, invoke } = await setUp((response, attempt) => {
      if (attempt < 3) {
        sendError(response, 429, 'TooManyRequestsException');
      } else {
        response.end('{"statusCode":202}');
      }
    });

    const { Payload } = await invoke();

    expect(Payload?.transformToString()).toBe('{"statusCode":202}');
    expect(endpoint.requests).toHaveLength(3);
  });

  it('is throttled three times at most', async () => {
    stubShortestWaits();
    const { endpoint, invoke } = await setUp((response) => {
      sendError(response, 429, 'TooManyRequestsException');
    });

    await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException' });

    expect(endpoint.requests).toHaveLength(3);
  });

  it('doesn’t wait for a connection, with 400 at once', async () => {
    const waiting: ServerResponse[] = [];
    const { endpoint, invoke } = await setUp((response, attempt) => {
      waiting.push(response);
      if (attempt === 400) {
        waiting.forEach((each) => each.end('{}'));
      }
    }, 20_000);

    const results = await Promise.all(Array.from({ length: 400 }, invoke));

    expect(results).toHaveLength(400);
    expect(endpoint.connections()).toBe(400);
  });

  it('is not repeated when the connection breaks: it may have done its work', async () => {
    const { endpoint, invoke } = await setUp((response) => response.destroy());

    await expect(invoke()).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect(endpoint.requests).toHaveLength(1);
  });

  it('is not repeated when Lambda fails: it may have done its work', async () => {
    const { endpoint, invoke } = await setUp((response) => {
      sendError(response, 500, 'ServiceException');
    });

    await expect(invoke()).rejects.toMatchObject({ name: 'ServiceException' });

    expect(endpoint.requests).toHaveLength(1);
  });

  it('fails, without a second attempt, when it takes longer than its budget less the waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { endpoint, invoke } = await setUp(() => arrive(), 303_000);
    let over = false;
    const failure = invoke()
      .catch((error: unknown) => error)
      .finally(() => (over = true));
    await arrived;

    await vi.advanceTimersByTimeAsync(299_999);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await failure).toMatchObject({ name: 'TimeoutError' });
    expect(endpoint.requests).toHaveLength(1);
  });
});
