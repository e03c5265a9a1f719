import { type Child, startChild } from '../processes/child.ts';
import { MEASURED_CORE } from '../processes/cores.ts';
import type { HandlerApi } from './handler-process.ts';

/** Starts a process, on a core of its own, in which a module's `handler` is loaded. */
export async function startHandler(
  module: URL,
  environment: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<Child<HandlerApi>> {
  const script = new URL('handler-process.ts', import.meta.url);
  const child = startChild<HandlerApi>(script, { environment, execArgv, core: MEASURED_CORE });
  await child.call('load', module.href);
  return child;
}
