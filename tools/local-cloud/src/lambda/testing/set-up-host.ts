import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { FunctionSpec } from '../../model.ts';
import type { InvokeResult } from '../invoke-result.ts';
import { createLambdaHost, type LambdaHost, type LambdaHostOptions } from '../lambda-host.ts';

/** Writes a deployment package that is removed after the test. The handler is `index.handler` by default. */
export async function writeFunction(
  files: string | Readonly<Record<string, string>>,
  overrides: Partial<FunctionSpec> = {},
): Promise<FunctionSpec> {
  const codeDirectory = await mkdtemp(join(tmpdir(), 'local-cloud-function-'));
  onTestFinished(() => rm(codeDirectory, { recursive: true }));
  for (const [name, source] of Object.entries(typeof files === 'string' ? { 'index.mjs': files } : files)) {
    await mkdir(dirname(join(codeDirectory, name)), { recursive: true });
    await writeFile(join(codeDirectory, name), source);
  }
  const name = overrides.name ?? 'TestFunction';
  return {
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    codeDirectory,
    handler: 'index.handler',
    timeoutSeconds: 5,
    memoryMb: 128,
    environment: {},
    logGroup: `/aws/lambda/${name}`,
    ...overrides,
  };
}

/** A gate at which the code of a function waits, in a thread of its own, until the test opens it. */
export async function createGate() {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-gate-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'open');
  return {
    /** Statement of an asynchronous handler that waits at the gate. */
    wait: `while (!(await import('node:fs')).existsSync(${JSON.stringify(file)})) { await new Promise((resolve) => setTimeout(resolve, 5)); }`,
    open: () => writeFile(file, ''),
  };
}

export interface TestHost {
  readonly host: LambdaHost;
  readonly log: readonly string[];
  /** Invokes the first function; `payload` is parsed. */
  readonly invoke: (
    event?: unknown,
  ) => Promise<{ payload: unknown; functionError: string | undefined; logTail: string }>;
}

export async function startHost(
  functions: readonly FunctionSpec[],
  environment: Readonly<Record<string, string>> = {},
  options: Pick<LambdaHostOptions, 'timeouts'> = {},
): Promise<TestHost> {
  const log: string[] = [];
  const host = await createLambdaHost({
    functions,
    port: 0,
    environment,
    ...options,
    onLog: (_name, line) => log.push(line),
  });
  onTestFinished(() => host.close());
  return {
    host,
    log,
    async invoke(event = {}) {
      const { payload, functionError, logTail } = answered(
        await host.invoke(functions[0]?.name ?? '', JSON.stringify(event)),
      );
      return { payload: JSON.parse(payload) as unknown, functionError, logTail };
    },
  };
}

/** @throws {Error} when the function didn't run. */
export function answered(result: InvokeResult) {
  if (result.kind === 'refused') {
    throw new Error(`${result.code}: ${result.message}`);
  }
  return result;
}
