import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config.ts';
import { type Cores, pinTo } from './cores.ts';
import type { Reply } from './messages.ts';

/** Functions that a child process offers, by name; arguments and results are JSON. */
export type ChildApi = Record<string, (...args: never[]) => unknown>;

export interface Child<Api extends ChildApi> extends AsyncDisposable {
  readonly pid: number;
  /** @throws {ChildError} with what the child threw, or when it has ended. */
  call<Name extends keyof Api & string>(
    name: Name,
    ...args: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>>;
}

/** An error in a child process, or its end. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
  readonly code = 'CHILD';
}

export interface ChildOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** Cores of the process; by default, all except the measured process's. */
  readonly cores?: Cores;
}

/** Number of characters kept from the end of a child's stderr, where the cause of its end is. */
const MAX_COMPLAINT = 2000;

/** Starts a script that calls `serveParent(…)`. It ends with this process at the latest. */
export function startChild<Api extends ChildApi>(script: URL, options: ChildOptions = {}): Child<Api> {
  const { environment = {}, execArgv = [], cores = 'others' } = options;
  const [command = process.execPath, ...rest] = [...pinTo(cores), process.execPath, ...execArgv];
  const child = fork(fileURLToPath(script), [], {
    execPath: command,
    execArgv: rest,
    env: { ...childEnvironment(), ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, (reply: Reply) => void>();
  let calls = 0;
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${String(chunk)}`.slice(-MAX_COMPLAINT);
  });
  child.once('exit', (code, signal) => {
    for (const [id, settle] of waiting) {
      settle({ id, error: `the process ended with ${code ?? signal}: ${complaints}` });
    }
  });

  return {
    pid: child.pid ?? 0,
    async call(name, ...args) {
      const id = (calls += 1);
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, method: name, args });
      });
      if ('error' in reply) {
        throw new ChildError(`${fileURLToPath(script)}, ${name}: ${reply.error}`);
      }
      return reply.result as never;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
