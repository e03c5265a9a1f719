/**
 * Runs inside an instance (a worker thread), in the place of Lambda's Node.js runtime between service and
 * handler.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { subscribe } from 'node:diagnostics_channel';
import { enableCompileCache, flushCompileCache, setSourceMapsSupport } from 'node:module';
import { env } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';

import { captureOutput } from './capture-output.ts';
import { confineToPackage } from './confine-to-package.ts';
import { describeError } from './describe-error.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import type { InvocationMessage, RuntimeConfig, RuntimeMessage } from './messages.ts';
import { RuntimeError } from './runtime-error.ts';

const config = workerData as RuntimeConfig;

function post(message: RuntimeMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows; a thread has no origin
  parentPort?.postMessage(message);
}

function fail(type: 'error' | 'initError', title: string, error: unknown): void {
  const payload = JSON.stringify(describeError(error));
  console.error(`${title}\t${payload}`);
  post({ type, payload });
}

function toJson(value: unknown): string {
  try {
    // For `undefined` and for values that JSON can't represent (a function, a symbol).
    return JSON.stringify(value) ?? 'null';
  } catch {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function setTraceHeader(traceHeader: string | undefined): void {
  if (traceHeader === undefined) {
    delete env['_X_AMZN_TRACE_ID'];
  } else {
    env['_X_AMZN_TRACE_ID'] = traceHeader;
  }
}

async function handle(
  handler: Handler,
  { requestId, payload, traceHeader, crashes }: InvocationMessage,
): Promise<void> {
  const deadline = Date.now() + config.timeoutMs;
  const context = {
    ...config.context,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  setTraceHeader(traceHeader);
  if (crashes) {
    subscribe('http.client.request.start', () => process.exit(1));
  }
  try {
    post({ type: 'result', payload: toJson(await handler(JSON.parse(payload), context)) });
  } catch (error) {
    fail('error', 'Invoke Error', error);
  }
}

captureOutput((stream, text) => post({ type: 'log', stream, text, atMs: Date.now() }));
if (config.development) {
  setSourceMapsSupport(true);
} else {
  confineToPackage(config.codeDirectory);
}
// Instances load the same bundle repeatedly. Compiled once, it loads in a third of the time.
enableCompileCache(config.development?.compileCache);
try {
  const handler = await loadHandler(config.codeDirectory, config.handler);
  parentPort?.on('message', (invocation: InvocationMessage) => void handle(handler, invocation));
  post({ type: 'ready' });
  flushCompileCache();
} catch (error) {
  fail('initError', 'Init Error', error);
  process.exit(1);
}
