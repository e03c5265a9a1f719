import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../config.ts';
import { ChildError } from '../../processes/child.ts';
import { pinTo } from '../../processes/cores.ts';
import type { MeasuredServer } from '../../processes/server.ts';

const FOLDER = fileURLToPath(new URL('peers/django', import.meta.url));
const PYTHON = 'python3';

/** Clock ticks per second in Linux's `/proc`, on every platform of Node. */
const TICKS_PER_SECOND = 100;

const THREADS = 32;

/** Debian's packages: python3-django, python3-djangorestframework, python3-requests, gunicorn. */
export function hasDjango(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import django, gunicorn, requests, rest_framework'], {
      env: childEnvironment(),
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** Starts Django under gunicorn with one worker process, for one core. Linux only. */
export async function startDjango(environment: Readonly<Record<string, string>>): Promise<MeasuredServer> {
  const gunicorn = [
    '-m',
    'gunicorn',
    '--workers=1',
    `--threads=${THREADS}`,
    '--bind=127.0.0.1:0',
    '--access-logfile=-',
  ];
  const [command, ...args] = [...pinTo('measured'), PYTHON, ...gunicorn, 'app:application'];
  const child = spawn(command, args, {
    cwd: FOLDER,
    env: { ...childEnvironment(), ...environment, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [url, worker] = await Promise.race([startOf(child.stderr), ended]);
  if (typeof url !== 'string') {
    throw new ChildError('gunicorn ended before it listened');
  }
  return {
    url,
    cpuMs: () => cpuMsOf(worker as string),
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

/** Reads gunicorn's address and its worker's process id from the lines that it prints on start. */
function startOf(log: NodeJS.ReadableStream): Promise<[url: string, worker: string]> {
  return new Promise((resolve) => {
    let url = '';
    createInterface({ input: log }).on('line', (line) => {
      url = /Listening at: (http:\S+)/.exec(line)?.[1] ?? url;
      const worker = /Booting worker with pid: (\d+)/.exec(line)?.[1];
      if (worker !== undefined) {
        resolve([url, worker]);
      }
    });
  });
}

/** Reads user and system time: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function cpuMsOf(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}
