import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpApiEvent, lambdaContext, restApiEvent, sqsEvent, sqsRecord } from './index.ts';

describe('lambdaContext', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts the remaining time down', () => {
    const context = lambdaContext({ functionName: 'Worker', awsRequestId: 'id', remainingMs: 5000 });

    vi.advanceTimersByTime(2000);

    expect(context).toMatchObject({ functionName: 'Worker', awsRequestId: 'id' });
    expect(context.getRemainingTimeInMillis()).toBe(3000);
  });
});

describe('sqsEvent', () => {
  it('keeps text, turns anything else into JSON, and applies overrides', () => {
    const record = sqsRecord(
      { index: 1 },
      { messageId: 'm-1', receiveCount: 5, attributes: { SenderId: 'a' } },
    );

    expect(sqsEvent([sqsRecord('garbage {'), record])).toMatchObject({
      Records: [
        { body: 'garbage {', attributes: { ApproximateReceiveCount: '1' } },
        {
          body: '{"index":1}',
          messageId: 'm-1',
          attributes: { ApproximateReceiveCount: '5', SenderId: 'a', SentTimestamp: expect.any(String) },
        },
      ],
    });
  });
});

describe('HTTP events', () => {
  it('describe the request in either payload format', () => {
    const request = { method: 'GET', path: '/products', query: 'a=b%20c', headers: { 'x-request-id': 'r' } };

    expect(httpApiEvent(request)).toMatchObject({
      version: '2.0',
      rawPath: '/products',
      rawQueryString: 'a=b%20c',
      headers: { 'x-request-id': 'r' },
      requestContext: { http: { method: 'GET', path: '/products' } },
      body: null,
    });
    expect(restApiEvent(request)).toMatchObject({
      path: '/products',
      httpMethod: 'GET',
      queryStringParameters: { a: 'b c' },
      headers: { 'x-request-id': 'r' },
      body: null,
    });
  });

  it.each([
    ['a value', { a: 1 }, '{"a":1}', false],
    ['text', 'text', 'text', false],
    ['bytes', Uint8Array.of(255), '/w==', true],
  ])('carry %s', (_, sent, body, isBase64Encoded) => {
    expect(httpApiEvent({ body: sent })).toMatchObject({ body, isBase64Encoded });
  });
});
