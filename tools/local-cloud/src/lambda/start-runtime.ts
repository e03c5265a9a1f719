import { Worker } from 'node:worker_threads';

import type { FunctionSpec } from '../model.ts';
import { instanceEnvironment } from './instance-environment.ts';
import type { RuntimeConfig } from './runtime/messages.ts';

const BOOTSTRAP = new URL('./runtime/bootstrap.ts', import.meta.url);

/** Starts the thread of one instance; see `runtime/messages.ts` for what it takes and sends. */
export function startRuntime(spec: FunctionSpec, environment: Readonly<Record<string, string>>): Worker {
  const env = instanceEnvironment(spec, environment);
  const config: RuntimeConfig = {
    codeDirectory: spec.codeDirectory,
    handler: spec.handler,
    timeoutMs: spec.timeoutSeconds * 1000,
    development: spec.development,
    context: {
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
      invokedFunctionArn: spec.arn,
      memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    },
  };
  return new Worker(BOOTSTRAP, {
    name: spec.name,
    workerData: config,
    env,
    // The function doesn't inherit the flags of the host's process.
    execArgv: [],
    // The runtime forwards the function's output, so nothing may reach the host's own streams.
    stdout: true,
    stderr: true,
    // When memory runs out, only the thread ends. Lambda's runtime gives nine tenths to V8's old space, too.
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(spec.memoryMb * 0.9) },
  });
}
