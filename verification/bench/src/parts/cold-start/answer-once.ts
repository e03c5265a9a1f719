import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../config.ts';
import { ChildError } from '../../processes/child.ts';
import { pinTo } from '../../processes/cores.ts';
import { lambdaFlags } from '../../processes/lambda-flags.ts';

/**
 * Milliseconds from the request for a process to its answer (`answeredMs`), from its start until it has
 * loaded (`loadedMs`), and of CPU time.
 */
export interface FirstAnswer {
  readonly answeredMs: number;
  readonly loadedMs: number;
  readonly cpuMs: number;
  readonly answer: unknown;
}

const SCRIPT = fileURLToPath(new URL('answer-once.mjs', import.meta.url));

/** Starts a process that loads a handler and passes it one event. */
export async function answerOnce(options: {
  module: URL;
  event: unknown;
  eventFile: string;
  environment: Readonly<Record<string, string>>;
  execArgv?: readonly string[];
}): Promise<FirstAnswer> {
  const { module, event, eventFile, environment, execArgv = [] } = options;
  await writeFile(eventFile, JSON.stringify(event));
  const [command, ...args] = [
    ...pinTo('measured'),
    process.execPath,
    ...lambdaFlags(),
    ...execArgv,
    SCRIPT,
    module.href,
    eventFile,
  ];
  const startedAt = performance.now();
  const child = spawn(command, args, {
    env: { ...childEnvironment(), ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let answeredMs = 0;
  let said = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    answeredMs ||= performance.now() - startedAt;
    said += String(chunk);
  });
  const complaint = text(child.stderr!);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || said === '') {
    throw new ChildError(`${module.href} answered nothing: ${(await complaint).slice(-2000)}`);
  }
  return { ...(JSON.parse(said) as Omit<FirstAnswer, 'answeredMs'>), answeredMs };
}
