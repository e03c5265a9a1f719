import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@async-catalog/env';
import { API_SERVER } from './assembly.ts';

/** The API's Node server in a process of its own. */
export interface ApiProcess {
  readonly url: string;
  /** Resolves when the process has ended, with its exit code (`null` when a signal ended it). */
  readonly ended: Promise<number | null>;
  /** Lets open requests finish, then ends the process: by force if it doesn't end. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
  readonly child: ChildProcess;
}

/** Exit code of the server when a variable of its environment is wrong. */
const WRONG_CONFIGURATION = 2;

/** Time to load and to listen, also on a slow machine. */
const LISTEN_MS = 60_000;

/** Longer than the server itself gives open requests. */
const STOP_MS = 35_000;

const END_WITH_PARENT = fileURLToPath(new URL('end-with-parent.ts', import.meta.url));

/** A server that didn't come to listen. */
export class ApiStartError extends Error {
  override readonly name = 'ApiStartError';
  readonly code = 'API_START';
}

/**
 * Starts the built server with exactly the environment that its function gets from the template.
 * @throws {ConfigError} if the server refuses its configuration.
 * @throws {ApiStartError} if it ends before it listens for another reason, or doesn't listen in time.
 */
export async function startApiProcess(options: {
  environment: Readonly<Record<string, string>>;
  port: number;
  onLog: (line: string) => void;
  /** Its bundle: the one to be shipped, unless another is given. */
  server?: string;
  execArgv?: readonly string[];
  /** Kills the process if it doesn't listen yet. */
  signal?: AbortSignal;
  listenMs?: number;
  stopMs?: number;
}): Promise<ApiProcess> {
  const { signal, listenMs = LISTEN_MS, stopMs = STOP_MS } = options;
  signal?.throwIfAborted();
  // The IPC channel of `fork` tells the server when this process has died.
  const child = fork(options.server ?? API_SERVER, {
    env: { ...options.environment, API_PORT: String(options.port), API_HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--import', END_WITH_PARENT, ...(options.execArgv ?? [])],
    // Ctrl-C, which a terminal sends to a whole group, is for this process: it stops the server in its turn.
    detached: true,
  });
  const kill = () => void child.kill('SIGKILL');
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
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    kill();
  }, listenMs);
  signal?.addEventListener('abort', kill);
  const url = await Promise.race([listening, ended]);
  clearTimeout(limit);
  signal?.removeEventListener('abort', kill);
  // It was killed, even if its last line was that it listens.
  signal?.throwIfAborted();
  if (late) {
    throw new ApiStartError(`The API did not listen within ${listenMs / 1000} s.`);
  }
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
      const grace = setTimeout(kill, stopMs);
      await ended;
      clearTimeout(grace);
    },
    kill,
    child,
  };
}
