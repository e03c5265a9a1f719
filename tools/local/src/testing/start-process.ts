import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { glob, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/**
 * Runs `start`, without its build, on free ports in a process of its own, which leads a group if it is `detached`, as a shell's command does.
 * Its log, and all else that it leaves in the folder for temporary files, is removed once it has ended.
 */
export function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { detached = false } = {},
) {
  const temporary = mkdtempSync(join(tmpdir(), 'start-process-'));
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { API_PORT: '0', LOCAL_CLOUD_PORT: '0', TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const ready = new Promise<Record<string, string>>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) {
        resolve(Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, url]) => [name, url])));
      }
    });
  });
  const ended = once(child, 'close').then(async ([code, signal]) => {
    const log = await readLogs(temporary);
    // A process of the API that outlives one that was killed, by a moment, may still write there.
    await rm(temporary, { recursive: true, maxRetries: 100, retryDelay: 10 });
    return { code: code as number | null, signal: signal as string | null, output, complaints, log };
  });
  return { child, ready, ended, output: () => output, complaints: () => complaints };
}

async function readLogs(directory: string): Promise<string> {
  const paths = await Array.fromAsync(glob('*/start-*.log', { cwd: directory }));
  const logs = await Promise.all(paths.map((path) => readFile(join(directory, path), 'utf8')));
  return logs.join('');
}
