import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished, describe, expect, it, vi } from 'vitest';
import type { AwsCall, AwsExchange } from './aws-call.ts';
import { listenOnLoopback } from './loopback-server.ts';
import { type AwsProxyOptions, startAwsProxy } from './start-aws-proxy.ts';

const PUT = { 'x-amz-target': 'DynamoDB_20120810.PutItem' };

async function setUp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: AwsProxyOptions = {},
) {
  const server = createServer(answer);
  const endpoint = await listenOnLoopback(server);
  const proxy = await startAwsProxy(endpoint.url, options);
  onTestFinished(async () => {
    await proxy.close();
    await endpoint.close();
  });
  return { server, proxy };
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await request.toArray();
  response.writeHead(201, { 'x-amz-crc32': '7' }).end(`${request.method} ${request.url} ${body.join('')}`);
}

const post = (url: string, init: RequestInit = {}) =>
  fetch(`${url}/a?b=c`, { method: 'POST', body: '{}', headers: PUT, ...init });

describe('a proxy', () => {
  it('passes a call and its answer on, over one connection to the endpoint', async () => {
    const { server, proxy } = await setUp((...both) => void echo(...both));
    const connected = vi.fn<() => void>();
    server.on('connection', connected);

    for (let count = 0; count < 3; count += 1) {
      const answer = await post(proxy.url);

      expect([answer.status, answer.headers.get('x-amz-crc32'), await answer.text()]).toEqual([
        201,
        '7',
        'POST /a?b=c {}',
      ]);
    }
    expect(connected).toHaveBeenCalledOnce();
  });

  it('shows each call, with its operation, and its exchange as it was sent', async () => {
    const calls: AwsCall[] = [];
    const exchanges: AwsExchange[] = [];
    const { proxy } = await setUp((...both) => void echo(...both), {
      onCall(call) {
        calls.push(call);
        return (exchange) => void exchanges.push(exchange);
      },
      rewriteBody: () => Buffer.from('{"more":1}'),
    });

    const answer = await post(proxy.url);

    expect(exchanges).toMatchObject([{ status: 201, operation: 'PutItem' }]);
    expect(String(exchanges[0]?.body)).toBe('{"more":1}');
    expect(String(exchanges[0]?.answer)).toBe(await answer.text());
    expect(calls).toMatchObject([{ method: 'POST', url: '/a?b=c', operation: 'PutItem', headers: PUT }]);
    expect(String(calls[0]?.body)).toBe('{}');
  });

  it('answers an error of AWS instead, without a call to the endpoint', async () => {
    const asked = vi.fn<() => void>();
    const { proxy } = await setUp(asked, {
      fault: () => ({ status: 400, type: 'ThrottlingException', message: 'Rate exceeded' }),
    });

    const answer = await post(proxy.url);

    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: 'ThrottlingException', message: 'Rate exceeded' },
    ]);
    expect(asked).not.toHaveBeenCalled();
  });

  it('loses an answer after the endpoint has done its work', async () => {
    const done = vi.fn<() => void>();
    const { proxy } = await setUp(
      (_, response) => {
        done();
        response.end('{}');
      },
      { fault: () => 'lose' },
    );

    await expect(post(proxy.url)).rejects.toThrow('fetch failed');
    expect(done).toHaveBeenCalledOnce();
  });

  it('delays an answer', async () => {
    const { proxy } = await setUp((...both) => void echo(...both), { delayMs: 100 });
    const began = performance.now();

    await post(proxy.url);

    expect(performance.now() - began).toBeGreaterThanOrEqual(99);
  });

  it('streams an answer', async () => {
    const mayEnd = Promise.withResolvers<void>();
    const { proxy } = await setUp((_, response) => {
      response.write('first');
      void mayEnd.promise.then(() => response.end(' last'));
    });

    const answer = await post(proxy.url);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    mayEnd.resolve();
    const last = await reader?.read();

    expect([first, last].map((part) => String(Buffer.from(part?.value ?? [])))).toEqual(['first', ' last']);
  });

  it('ends a call at the endpoint when its caller gives up', async () => {
    const ended = Promise.withResolvers<void>();
    const { server, proxy } = await setUp((_, response) => void response.on('close', ended.resolve));
    const arrived = once(server, 'request');
    const controller = new AbortController();

    const answer = post(proxy.url, { signal: controller.signal });
    void arrived.then(() => controller.abort());

    await expect(answer).rejects.toThrow('aborted');
    await expect(ended.promise).resolves.toBeUndefined();
  });

  it('drops the connection when the endpoint drops its own', async () => {
    const { proxy } = await setUp((_, response) => void response.destroy());

    await expect(post(proxy.url)).rejects.toThrow('fetch failed');
  });

  it('leaves no connection open, to either side, and closes twice', async () => {
    const { server, proxy } = await setUp(() => {});
    const arrived = once(server, 'request');
    const answer = post(proxy.url);
    const closed = arrived.then(() => Promise.all([proxy.close(), proxy.close()]));

    await expect(answer).rejects.toThrow('fetch failed');
    await closed;
    await expect
      .poll(() => new Promise((resolve) => void server.getConnections((_, count) => resolve(count))))
      .toBe(0);
  });
});
