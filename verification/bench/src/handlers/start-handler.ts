import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Child, startChild } from '../processes/child.ts';
import { lambdaFlags } from '../processes/lambda-flags.ts';
import type { HandlerApi } from './handler-process.ts';

const SOURCE = new URL('handler-process.ts', import.meta.url);
const SCRIPT = new URL('../../node_modules/.cache/bench/handler-process.mjs', import.meta.url);

/** Starts a process with Lambda's flags, on its own core, and loads a module's `handler` in it. */
export async function startHandler(
  module: URL,
  environment: Readonly<Record<string, string>>,
  { execArgv = [], memoryMb }: { execArgv?: readonly string[]; memoryMb?: number } = {},
): Promise<Child<HandlerApi>> {
  await compileScript();
  const child = startChild<HandlerApi>(SCRIPT, {
    environment,
    execArgv: [...lambdaFlags(memoryMb), ...execArgv],
    cores: 'measured',
  });
  await child.call('load', module.href);
  return child;
}

let compiled: Promise<unknown> | undefined;

/**
 * Compiles to JavaScript: Node's type stripping takes as much memory as a small function, and would be
 * measured with it.
 */
function compileScript(): Promise<unknown> {
  compiled ??= build({
    entryPoints: [fileURLToPath(SOURCE)],
    outfile: fileURLToPath(SCRIPT),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return compiled;
}
