import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config.ts';
import { ChildError } from './child.ts';
import { type Cores, pinTo } from './cores.ts';

export interface ServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** Cores of the process; by default, the measured process's. */
  readonly cores?: Cores;
}

/** An HTTP server in its own process. */
export interface MeasuredServer extends AsyncDisposable {
  readonly url: string;
  /** CPU time of all its threads since it started. */
  readonly cpuMs: () => Promise<number>;
}

const REPORT_CPU = new URL('report-cpu.mjs', import.meta.url).href;

/**
 * Starts a server that prints `listening URL` when it is ready.
 * @throws {ChildError} when it ends before.
 */
export async function startServer(
  script: URL,
  { environment = {}, execArgv = [], cores = 'measured' }: ServerOptions = {},
): Promise<MeasuredServer> {
  const [command, ...rest] = [...pinTo(cores), process.execPath, ...execArgv, '--import', REPORT_CPU];
  const child = fork(fileURLToPath(script), [], {
    execPath: command,
    execArgv: rest,
    env: { ...childEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const listening = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const url = /^listening (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) {
        resolve(url);
        // What follows is a log: read, so that the server can go on writing, and dropped.
        lines.close();
        child.stdout?.resume();
      }
    });
  });
  const url = await Promise.race([listening, ended]);
  if (typeof url !== 'string') {
    throw new ChildError(`${fileURLToPath(script)} ended before it listened`);
  }
  return {
    url,
    async cpuMs() {
      child.send('cpu');
      const [ms] = await once(child, 'message');
      return ms as number;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
