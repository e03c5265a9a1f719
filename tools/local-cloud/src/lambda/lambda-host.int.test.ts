import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { FunctionSpec } from '../model.ts';
import { createGate, startHost, writeFunction } from './testing/set-up-host.ts';

const ECHO = 'export const handler = async (event) => event;';

async function setUp(source = ECHO, overrides: Partial<FunctionSpec> = {}) {
  const spec = await writeFunction(source, overrides);
  const { host, log } = await startHost([spec]);
  const lambda = new LambdaClient({
    endpoint: host.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => lambda.destroy());
  return {
    spec,
    host,
    log,
    invoke: (input: Partial<InvokeCommandInput> = {}) =>
      lambda.send(new InvokeCommand({ FunctionName: spec.name, ...input })),
  };
}

/** Builds a JSON string of exactly this many bytes. */
function jsonOf(bytes: number): string {
  return JSON.stringify('x'.repeat(bytes - 2));
}

describe('a synchronous invocation', () => {
  it('answers with the result of the handler', async () => {
    const { invoke } = await setUp();

    const response = await invoke({ Payload: '{"name":"Crème brûlée ☕"}' });

    expect(response).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(response.FunctionError).toBeUndefined();
    expect(response.LogResult).toBeUndefined();
    expect(response.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.Payload?.transformToString()).toBe('{"name":"Crème brûlée ☕"}');
  });

  it('passes an empty object when there is no payload', async () => {
    const { invoke } = await setUp();

    expect((await invoke()).Payload?.transformToString()).toBe('{}');
  });

  it('reports that the function failed', async () => {
    const { invoke } = await setUp('export const handler = async () => { throw new RangeError("no"); };');

    const response = await invoke();

    expect(response).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(response.Payload?.transformToString() ?? '')).toStrictEqual({
      errorType: 'RangeError',
      errorMessage: 'no',
      trace: expect.arrayContaining(['RangeError: no']),
    });
  });

  it('returns the last 4 KB of the log on request', async () => {
    const { invoke } = await setUp(
      'export const handler = async ({ length }) => { console.log("é".repeat(length)); console.log("the end"); };',
    );

    const { LogResult: logResult = '' } = await invoke({ LogType: 'Tail', Payload: '{"length":5000}' });
    const { LogResult: shorter = '' } = await invoke({ LogType: 'Tail', Payload: '{"length":1}' });

    const log = Buffer.from(logResult, 'base64');
    expect(log).toHaveLength(4_096);
    expect(log.toString()).toMatch(/éé\nthe end\n$/);
    expect(Buffer.from(shorter, 'base64').toString()).toBe('é\nthe end\n');
  });

  it('takes an event of 6,291,456 bytes and refuses a larger one', async () => {
    const { invoke } = await setUp('export const handler = async (event) => event.length;');

    const response = await invoke({ Payload: jsonOf(6_291_456) });
    expect(response.Payload?.transformToString()).toBe('6291454');

    await expect(invoke({ Payload: jsonOf(6_291_457) })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      $metadata: { httpStatusCode: 413 },
    });
  });

  it('answers with up to 6,291,556 bytes, and with an error above that', async () => {
    const { invoke } = await setUp('export const handler = async (bytes) => "x".repeat(bytes - 2);');

    const response = await invoke({ Payload: '6291556' });
    expect(response.FunctionError).toBeUndefined();
    expect(response.Payload).toHaveLength(6_291_556);

    const tooLarge = await invoke({ Payload: '6291557' });
    expect(tooLarge.FunctionError).toBe('Unhandled');
    expect(JSON.parse(tooLarge.Payload?.transformToString() ?? '')).toStrictEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('refuses a payload that is not JSON', async () => {
    const { invoke } = await setUp();

    await expect(invoke({ Payload: '{"name":' })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(/^Could not parse request body into json: /),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is throttled beyond the reserved concurrency', async () => {
    const gate = await createGate();
    const { invoke, log } = await setUp(
      `export const handler = async () => { console.log('started'); ${gate.wait} };`,
      { reservedConcurrency: 1, timeoutSeconds: 900 },
    );
    const running = invoke();
    await expect.poll(() => log).toEqual(['started']);

    await expect(invoke()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    await gate.open();
    expect(await running).toMatchObject({ StatusCode: 200 });
  });

  it('can call another function through the endpoint in its environment', async () => {
    const caller = await writeFunction(
      `export const handler = async (event) => {
        const url = process.env.AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/Callee/invocations';
        return (await fetch(url, { method: 'POST', body: JSON.stringify(event) })).json();
      };`,
      { name: 'Caller' },
    );
    const callee = await writeFunction('export const handler = async (n) => n * 2;', { name: 'Callee' });
    const { invoke } = await startHost([caller, callee]);

    expect(await invoke(21)).toMatchObject({ payload: 42 });
  });
});

describe('a function', () => {
  it.each([
    'TestFunction',
    'TestFunction:$LATEST',
    '000000000000:function:TestFunction',
    'arn:aws:lambda:us-east-1:000000000000:function:TestFunction',
    'arn:aws:lambda:us-east-1:000000000000:function:TestFunction:$LATEST',
  ])('is known as %s', async (name) => {
    const { invoke } = await setUp();

    expect(await invoke({ FunctionName: name })).toMatchObject({ StatusCode: 200 });
  });

  it.each([
    ['Another', undefined],
    ['arn:aws:lambda:us-east-1:111111111111:function:TestFunction', undefined],
    ['TestFunction:live', undefined],
    ['TestFunction', '7'],
  ])('is not known as %s (version %s)', async (name, qualifier) => {
    const { invoke } = await setUp();

    await expect(invoke({ FunctionName: name, Qualifier: qualifier })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining(`Function not found: ${name}`),
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('is known by its only version', async () => {
    const { invoke } = await setUp();

    expect(await invoke({ Qualifier: '$LATEST' })).toMatchObject({ StatusCode: 200 });
  });
});

describe('an event', () => {
  it('is accepted at once, and completes before the host closes', async () => {
    const gate = await createGate();
    const { host, invoke, log } = await setUp(
      `export const handler = async ({ n }) => { ${gate.wait} console.log(n); };`,
      { timeoutSeconds: 900 },
    );

    const response = await invoke({ InvocationType: 'Event', Payload: '{"n":7}' });

    expect(response.StatusCode).toBe(202);
    expect(log).toEqual([]);
    const closed = host.close();
    await gate.open();
    await closed;
    expect(log).toEqual(['7']);
  });

  it('may have 1,048,576 bytes, and no more', async () => {
    const { invoke } = await setUp();

    expect(await invoke({ InvocationType: 'Event', Payload: jsonOf(1_048_576) })).toMatchObject({
      StatusCode: 202,
    });
    await expect(invoke({ InvocationType: 'Event', Payload: jsonOf(1_048_577) })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });

  it('that is throttled is dropped, and the log says so', async () => {
    const { invoke, log } = await setUp(ECHO, { reservedConcurrency: 0 });

    expect(await invoke({ InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 });
    await expect.poll(() => log).toEqual(['Event dropped: Rate Exceeded.']);
  });
});

it('a dry run runs nothing', async () => {
  const { host, invoke, log } = await setUp('export const handler = async () => console.log("run");');

  expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
  await expect(invoke({ InvocationType: 'DryRun', FunctionName: 'Another' })).rejects.toThrow(
    'Function not found',
  );
  await host.close();
  expect(log).toEqual([]);
});

describe('the server', () => {
  it.each([
    ['GET', '/2015-03-31/functions/TestFunction/invocations'],
    ['GET', '/2015-03-31/functions/TestFunction/policy'],
    ['POST', '/'],
  ])('answers 404 to %s %s', async (method, path) => {
    const { host } = await setUp();

    const response = await fetch(host.url + path, { method });

    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  });

  it('refuses a body of unknown length once it is too large', async () => {
    const { host } = await setUp();
    const chunk = new Uint8Array(1_000_000).fill(0x20);
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });

    const response = await fetch(`${host.url}/2015-03-31/functions/TestFunction/invocations`, {
      method: 'POST',
      body,
      duplex: 'half',
    });

    expect(response.status).toBe(413);
  });

  it('survives a client that disconnects in the middle of its request', async () => {
    const { host, invoke } = await setUp();
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write(
      'POST /2015-03-31/functions/TestFunction/invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{',
    );
    socket.end();
    await text(socket);

    expect(await invoke()).toMatchObject({ StatusCode: 200 });
  });

  it('closes despite an idle connection and a client that is slow to send', async () => {
    const { host, invoke } = await setUp();
    await invoke();
    const slow = connect(Number(new URL(host.url).port), '127.0.0.1');
    slow.write(
      'POST /2015-03-31/functions/TestFunction/invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{',
    );
    slow.on('error', () => {});
    await invoke();

    await host.close();

    await expect(fetch(host.url)).rejects.toThrow('fetch failed');
  });

  it('sends the answer of an invocation that is running when it closes', async () => {
    const gate = await createGate();
    const { host, invoke, log } = await setUp(
      `export const handler = async () => { console.log('started'); ${gate.wait} return 'x'.repeat(2e6); };`,
      { timeoutSeconds: 900 },
    );
    const running = invoke();
    await expect.poll(() => log).toEqual(['started']);

    const closed = host.close();
    await gate.open();
    await closed;

    expect((await running).Payload).toHaveLength(2_000_002);
  });

  it('sends an answer completely, however slowly it is read while the host closes', async () => {
    const { host } = await setUp('export const handler = async () => "x".repeat(6e6);');
    const response = await fetch(`${host.url}/2015-03-31/functions/TestFunction/invocations`, {
      method: 'POST',
    });

    const closed = host.close();
    await sleep(200);

    expect(await response.text()).toHaveLength(6_000_002);
    await closed;
  });

  it('needs a free port', async () => {
    const { host, spec } = await setUp();
    const { createLambdaHost } = await import('./lambda-host.ts');
    const port = Number(new URL(host.url).port);

    await expect(
      createLambdaHost({ functions: [spec], port, environment: {}, onLog: () => {} }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
