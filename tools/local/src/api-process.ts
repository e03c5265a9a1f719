import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ConfigError } from '@async-catalog/env';
import { API_SERVER } from './assembly.ts';

/** The API's Node server in a process of its own. */
export interface ApiProcess {
  readonly url: string;
  /** Resolves when the process has ended, with its exit code (`null` when a signal ended it). */
  readonly ended: Promise<number | null>;
  /** Lets open requests finish, then ends the process. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
  readonly child: ChildProcess;
}

/** Exit code of the server when a variable of its environment is wrong. */
const WRONG_CONFIGURATION = 2;

/** A server that ended before it listened. */
export class ApiStartError extends Error {
  override readonly name = 'ApiStartError';
  readonly code = 'API_START';
}

/**
 * Starts the built server with exactly the environment that its function gets from the template.
 * @throws {ConfigError} if the server refuses its configuration.
 * @throws {ApiStartError} if it ends before it listens for another reason. Both have the server's output.
 */
export async function startApiProcess(options: {
  environment: Readonly<Record<string, string>>;
  port: number;
  onLog: (line: string) => void;
  /** Its bundle: the one to be shipped, unless another is given. */
  server?: string;
  execArgv?: readonly string[];
}): Promise<ApiProcess> {
  // The IPC channel of `fork` tells the server when this process has died.
  const child = fork(options.server ?? API_SERVER, {
    env: { ...options.environment, API_PORT: String(options.port), API_HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...(options.execArgv ?? [])],
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  // Output before it listens explains why it doesn't; later output is a log.
  const complaints: string[] = [];
  let complain = (line: string): void => void complaints.push(line);
  createInterface({ input: child.stderr! }).on('line', (line) => complain(line));
  const lines = createInterface({ input: child.stdout! });
  const listening = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const url = /^listening (http:\S+)/.exec(line)?.[1];
      if (url === undefined) {
        options.onLog(line);
      } else {
        resolve(url);
      }
    });
  });
  const url = await Promise.race([listening, ended]);
  if (typeof url !== 'string') {
    const complaint = complaints.join('\n') || `The API ended with exit code ${url}.`;
    throw url === WRONG_CONFIGURATION ? new ConfigError(complaint) : new ApiStartError(complaint);
  }
  complain = options.onLog;
  complaints.forEach(options.onLog);
  return {
    url,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    kill() {
      child.kill('SIGKILL');
    },
    child,
  };
}
