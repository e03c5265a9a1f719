import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { limitInstances } from './limit-instances.ts';
import { answered, createGate, startHost, writeFunction } from './testing/set-up-host.ts';

describe('an instance', () => {
  it('takes one event at a time; concurrent events get an instance each', async () => {
    const spec = await writeFunction(`
      const instance = crypto.randomUUID();
      let inWork = 0;
      export const handler = async () => {
        inWork += 1;
        const seen = inWork;
        await new Promise((resolve) => setTimeout(resolve, 50));
        inWork -= 1;
        return { instance, seen };
      };`);
    const { invoke } = await startHost([spec]);

    const most = limitInstances({});
    const results = await Promise.all(Array.from({ length: most }, () => invoke()));

    const payloads = results.map(({ payload }) => payload as { instance: string; seen: number });
    expect(payloads.map(({ seen }) => seen)).toEqual(Array(most).fill(1));
    expect(new Set(payloads.map(({ instance }) => instance)).size).toBe(most);
  });

  it('is reused for the next event', async () => {
    const spec = await writeFunction('let count = 0; export const handler = async () => (count += 1);');
    const { invoke } = await startHost([spec]);

    expect([await invoke(), await invoke(), await invoke()]).toMatchObject([
      { payload: 1 },
      { payload: 2 },
      { payload: 3 },
    ]);
  });

  it('has the variables of the template, the host and Lambda, and no others', async () => {
    process.env['A_VARIABLE_OF_THE_SHELL'] = 'set';
    const spec = await writeFunction('export const handler = async () => process.env;', {
      environment: { TABLE_NAME: 'ProductTable', AWS_REGION: 'of the template' },
      memoryMb: 256,
    });
    const { host, invoke } = await startHost([spec], {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
    });

    const { payload } = await invoke();

    expect(payload).toStrictEqual({
      TABLE_NAME: 'ProductTable',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_ENDPOINT_URL_LAMBDA: host.url,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'TestFunction',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/TestFunction',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d{2}\/\d{2}\/\[\$LATEST\][0-9a-f]{32}$/),
      LAMBDA_TASK_ROOT: spec.codeDirectory,
      _HANDLER: 'index.handler',
      HOME: '/home/sbx_user1051',
      LANG: 'en_US.UTF-8',
      PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      TZ: ':UTC',
    });
    expect(process.env['A_VARIABLE_OF_THE_SHELL']).toBe('set');
  });

  it('passes a context to the handler', async () => {
    const spec = await writeFunction(
      'export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
      { timeoutSeconds: 900, memoryMb: 512 },
    );
    const { host } = await startHost([spec]);

    const { payload, requestId } = answered(await host.invoke('TestFunction', '{}'));

    const context = JSON.parse(payload) as { left: number };
    expect(context).toStrictEqual({
      awsRequestId: requestId,
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'TestFunction',
      functionVersion: '$LATEST',
      invokedFunctionArn: spec.arn,
      memoryLimitInMB: '512',
      logGroupName: '/aws/lambda/TestFunction',
      logStreamName: expect.stringContaining('[$LATEST]'),
      left: expect.any(Number),
    });
    expect(context.left).toBeLessThanOrEqual(900_000);
    expect(context.left).toBeGreaterThan(600_000);
  });

  it('logs its output line by line', async () => {
    const spec = await writeFunction(`export const handler = async () => {
      console.log('one\\ntwo');
      process.stdout.write('thr');
      console.error('an error');
      process.stdout.write(Buffer.from('ee'));
    };`);
    const { invoke, log } = await startHost([spec]);

    await invoke();

    expect(log).toEqual(['one', 'two', 'an error', 'three']);
  });
});

describe('a handler', () => {
  const main = 'export const main = async () => "found";';
  it.each([
    ['an ES module', { 'index.mjs': main }, 'index.main'],
    ['a CommonJS module', { 'index.cjs': 'exports.main = async () => "found";' }, 'index.main'],
    [
      'the default export of a CommonJS module',
      { 'index.js': 'const m = {}; m.main = () => "found"; module.exports = m;' },
      'index.main',
    ],
    ['a folder', { 'dist/lambda/index.mjs': main }, 'dist/lambda/index.main'],
    ['an object', { 'index.mjs': 'export const routes = { main: () => "found" };' }, 'index.routes.main'],
  ])('is found in %s', async (_where, files, handler) => {
    const { invoke } = await startHost([await writeFunction(files, { handler })]);

    expect(await invoke()).toMatchObject({ payload: 'found', functionError: undefined });
  });

  it.each([
    ['undefined', 'undefined', null],
    ['a function', '() => 1', null],
    ['a value, not a promise', '42', 42],
    ['text beyond ASCII', '"Crème brûlée ☕ 🥐"', 'Crème brûlée ☕ 🥐'],
  ])('may return %s', async (_what, value, payload) => {
    const { invoke } = await startHost([await writeFunction(`export const handler = () => ${value};`)]);

    expect(await invoke()).toMatchObject({ payload, functionError: undefined });
  });

  it.each([
    ['throws', 'throw new TypeError("no such thing");', 'TypeError', 'no such thing'],
    ['throws something other than an Error', 'throw "a fit";', 'string', 'a fit'],
    [
      'returns a value that JSON cannot represent',
      'return 1n;',
      'Runtime.JSONStringifyError',
      'Unable to stringify response body',
    ],
  ])('that %s is answered with error type and message', async (_does, body, errorType, errorMessage) => {
    const { invoke, log } = await startHost([
      await writeFunction(`export const handler = async () => { ${body} };`),
    ]);

    const { payload, functionError } = await invoke();

    expect(functionError).toBe('Unhandled');
    expect(payload).toStrictEqual({ errorType, errorMessage, trace: expect.any(Array) });
    expect(log).toEqual([expect.stringMatching(/^Invoke Error\t\{"errorType":/)]);
  });

  it.each([
    ['its file', { 'other.mjs': '' }, 'Runtime.ImportModuleError', "Error: Cannot find module 'index'"],
    [
      'its export',
      { 'index.mjs': '' },
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'a function',
      { 'index.mjs': 'export const handler = 1;' },
      'Runtime.HandlerNotFound',
      'index.handler is not a function',
    ],
    [
      'syntax',
      { 'index.mjs': 'export const handler = (' },
      'Runtime.UserCodeSyntaxError',
      'SyntaxError: Unexpected end of input',
    ],
    [
      'its configuration',
      { 'index.mjs': 'throw new RangeError("PORT is missing");' },
      'RangeError',
      'PORT is missing',
    ],
    [
      'a promise',
      { 'index.mjs': 'export const handler = (event, context, callback) => callback();' },
      'Runtime.CallbackHandlerDeprecated',
      expect.stringContaining('Node.js 24'),
    ],
    [
      'a package that was not bundled',
      { 'index.cjs': 'require("left-pad");' },
      'Runtime.ImportModuleError',
      expect.stringContaining("Cannot find module 'left-pad'"),
    ],
  ])(
    'that lacks %s fails every event with the error that Lambda gives',
    async (_what, files, errorType, errorMessage) => {
      const { invoke } = await startHost([await writeFunction(files)]);

      const first = await invoke();

      expect(first).toMatchObject({ payload: { errorType, errorMessage }, functionError: 'Unhandled' });
      expect(first.logTail).toContain('Init Error');
      expect(await invoke()).toMatchObject({ payload: { errorType } });
    },
  );

  it.each(['', 'index', 'a/../index.handler'])('cannot be named %j', async (handler) => {
    const { invoke } = await startHost([await writeFunction('', { handler })]);

    expect(await invoke()).toMatchObject({
      payload: { errorType: 'Runtime.MalformedHandlerName' },
      functionError: 'Unhandled',
    });
  });

  it('cannot load modules from outside its package', async () => {
    const outside = await writeFunction('export const secret = 1;');
    const source = `export { secret as handler } from ${JSON.stringify(`${outside.codeDirectory}/index.mjs`)};`;
    const { invoke } = await startHost([await writeFunction(source)]);

    expect(await invoke()).toMatchObject({
      payload: {
        errorType: 'Runtime.ImportModuleError',
        errorMessage: expect.stringContaining('deployment package'),
      },
    });
  });
});

describe('an instance that ends', () => {
  it('because of a timeout is replaced, even if it never yields', async () => {
    const spec = await writeFunction(
      'let count = 0; export const handler = async ({ loop }) => { count += 1; while (loop); return count; };',
      { timeoutSeconds: 0.25 },
    );
    const { host, log } = await startHost([spec]);
    await host.invoke('TestFunction', '{}');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());

    const looping = host.invoke('TestFunction', '{"loop":true}');
    await vi.advanceTimersByTimeAsync(250);
    const { payload, functionError, requestId } = answered(await looping);

    const errorMessage = `RequestId: ${requestId} Error: Task timed out after 0.25 seconds`;
    expect(JSON.parse(payload)).toStrictEqual({ errorType: 'Sandbox.Timedout', errorMessage });
    expect(functionError).toBe('Unhandled');
    expect(log).toEqual([errorMessage]);
    expect(answered(await host.invoke('TestFunction', '{}')).payload).toBe('1');
  });

  it('because of a timeout does nothing more', async () => {
    const spec = await writeFunction(
      'export const handler = () => new Promise(() => setInterval(() => console.log("still here"), 20));',
      { timeoutSeconds: 0.2 },
    );
    const { invoke, log } = await startHost([spec]);

    await invoke();
    const { length } = log;
    await sleep(100);

    expect(log).toHaveLength(length);
  });

  it.each([
    ['exits', 'process.exit(0);', 'Runtime exited without providing a reason'],
    ['exits with a code', 'process.exit(3);', 'Runtime exited with error: exit status 3'],
    [
      'throws outside of the handler',
      'setImmediate(() => { throw new Error("late"); });',
      'Runtime exited with error: exit status 1',
    ],
    [
      'lets a promise reject',
      'Promise.reject(new Error("late"));',
      'Runtime exited with error: exit status 1',
    ],
    [
      'runs out of memory',
      'const kept = []; for (;;) kept.push(new Array(100_000).fill(0.5));',
      'Runtime exited with error: signal: killed',
    ],
  ])('because it %s answers Runtime.ExitError and is replaced', async (_why, body, problem) => {
    const spec = await writeFunction(
      `export const handler = async ({ end }) => { if (!end) return 'fine'; ${body} await new Promise(() => {}); };`,
    );
    const { host, invoke } = await startHost([spec]);

    const { payload, functionError, requestId } = answered(await host.invoke('TestFunction', '{"end":true}'));

    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toStrictEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${problem}`,
    });
    expect(await invoke()).toMatchObject({ payload: 'fine' });
  });

  it('between two events is not reused', async () => {
    const { wait, open } = await createGate();
    const spec = await writeFunction(
      `const leave = async () => { ${wait} console.log('leaving'); process.exit(1); };
      export const handler = async () => { void leave(); return crypto.randomUUID(); };`,
    );
    const { invoke, log } = await startHost([spec]);

    const { payload } = await invoke();
    await open();
    await expect.poll(() => log).toEqual(['leaving']);
    await sleep(100);

    const next = await invoke();
    expect(next.functionError).toBeUndefined();
    expect(next.payload).not.toBe(payload);
  });

  it('because it was killed from outside answers Runtime.ExitError and is replaced', async () => {
    const spec = await writeFunction(
      'export const handler = async ({ wait }) => (wait ? new Promise(() => console.log("waiting")) : "fine");',
    );
    const { host, invoke, log } = await startHost([spec]);
    const cutOff = [invoke({ wait: true }), invoke({ wait: true })];
    await expect.poll(() => log).toEqual(['waiting', 'waiting']);

    expect(await host.killInstances('TestFunction')).toBe(2);

    for (const { payload, functionError } of await Promise.all(cutOff)) {
      expect(functionError).toBe('Unhandled');
      expect(payload).toMatchObject({
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringContaining('Runtime exited with error: signal: killed'),
      });
    }
    expect(await invoke()).toMatchObject({ payload: 'fine' });
    expect(await host.killInstances('TestFunction')).toBe(0);
  });

  it('is a busy one when only some are killed', async () => {
    const spec = await writeFunction(
      'export const handler = async ({ wait }) => (wait ? new Promise(() => console.log("waiting")) : "fine");',
    );
    const { host, invoke, log } = await startHost([spec]);
    await Promise.all([invoke(), invoke()]);
    const cutOff = invoke({ wait: true });
    await expect.poll(() => log).toEqual(['waiting']);

    expect(await host.killInstances('TestFunction', 1)).toBe(1);
    expect((await cutOff).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(await host.killInstances('TestFunction')).toBe(0);
  });
});

describe('concurrency', () => {
  const waiting = 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 50));';

  it('beyond the reserved limit is throttled until an invocation ends', async () => {
    const { host } = await startHost([await writeFunction(waiting, { reservedConcurrency: 2 })]);
    const invoke = () => host.invoke('TestFunction', '{}');

    const atOnce = [invoke(), invoke(), invoke()];

    expect(await Promise.all(atOnce)).toMatchObject([
      { kind: 'answered' },
      { kind: 'answered' },
      {
        kind: 'refused',
        statusCode: 429,
        code: 'TooManyRequestsException',
        reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      },
    ]);
    expect(await invoke()).toMatchObject({ kind: 'answered' });
  });

  it('of 0 turns a function off', async () => {
    const { host } = await startHost([await writeFunction(waiting, { reservedConcurrency: 0 })]);

    expect(await host.invoke('TestFunction', '{}')).toMatchObject({ code: 'TooManyRequestsException' });
  });

  it('of a function without a reservation is limited to 1,000, on far fewer threads', async () => {
    const spec = await writeFunction(
      'const instance = crypto.randomUUID(); export const handler = async () => instance;',
    );
    const { host } = await startHost([spec]);

    const results = await Promise.all(Array.from({ length: 1_001 }, () => host.invoke('TestFunction', '{}')));

    expect(results.pop()).toMatchObject({ kind: 'refused', reason: 'ConcurrentInvocationLimitExceeded' });
    const instances = results.map((result) => answered(result).payload);
    expect(instances).toHaveLength(1_000);
    expect(new Set(instances).size).toBeLessThan(100);
  });
});

describe('a host that closes', () => {
  it('waits for running invocations and takes no new ones', async () => {
    const spec = await writeFunction(
      'export const handler = () => new Promise((resolve) => setTimeout(resolve, 200, "done"));',
    );
    const { host, invoke } = await startHost([spec]);
    const running = invoke();

    const closed = host.close();

    expect(await host.invoke('TestFunction', '{}')).toMatchObject({
      kind: 'refused',
      code: 'ServiceException',
    });
    await closed;
    expect(await running).toMatchObject({ payload: 'done' });
  });
});
