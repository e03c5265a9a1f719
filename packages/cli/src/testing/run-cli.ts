import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { inject, onTestFinished } from 'vitest';

/** Called with all output so far, with what ends the process, and with what reads no more of it. */
export type OnOutput = (output: string, kill: (signal: NodeJS.Signals) => void, leave: () => void) => void;

interface Run {
  /** Another file than the built one. */
  readonly bundle?: string;
  readonly cwd?: string;
  /** Without those that are undefined. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** File that the output goes to, or `closed` for a pipe that nobody reads. */
  readonly stdout?: string;
  readonly onOutput?: OnOutput;
}

/** Runs the bundle in a process of its own. */
export async function runCli(
  args: readonly string[],
  { bundle = inject('bundle'), cwd, env = {}, stdin = '', stdout: target, onOutput }: Run = {},
) {
  const file = target === undefined || target === 'closed' ? undefined : openSync(target, 'w');
  const child = spawn(process.execPath, [bundle, ...args], {
    env: { ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['pipe', file ?? 'pipe', 'pipe'],
  }) as ChildProcessByStdio<Writable, Readable | null, Readable>;
  if (file !== undefined) {
    closeSync(file);
  }
  let stdout = '';
  let stderr = '';
  const leave = (): void => void child.stdout?.destroy();
  if (target === 'closed') {
    leave();
  }
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    onOutput?.(stdout, (signal) => child.kill(signal), leave);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdin.on('error', () => undefined).end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Makes a directory with files, which is removed at the end of the test. */
export function makeDirectory(files: Readonly<Record<string, string | Buffer>> = {}) {
  const directory = mkdtempSync(path.join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const at = (name: string): string => path.join(directory, name);
  Object.entries(files).forEach(([name, contents]) => writeFileSync(at(name), contents));
  return { directory, at };
}
