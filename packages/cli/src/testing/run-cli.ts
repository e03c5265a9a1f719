import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';

/** Called with all output so far, and with what ends the process. */
export type OnOutput = (output: string, kill: (signal: NodeJS.Signals) => void) => void;

interface Run {
  /** Another file than the built one. */
  readonly bundle?: string;
  readonly cwd?: string;
  /** Without those that are undefined. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly onOutput?: OnOutput;
}

/** Runs the bundle in a process of its own. */
export async function runCli(
  args: readonly string[],
  { bundle = inject('bundle'), cwd, env = {}, stdin = '', onOutput }: Run = {},
) {
  const child = spawn(process.execPath, [bundle, ...args], {
    env: { ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    onOutput?.(stdout, (signal) => child.kill(signal));
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
