import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Quiet {
  /** Shown while the command runs, on a terminal only. */
  readonly title: string;
  readonly terminal: NodeJS.WriteStream;
}

/** Runs a command, and prints its output only if it fails. Resolves to its exit code: 1 if a signal ended it. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  { title, terminal }: Quiet,
): Promise<number> {
  if (terminal.isTTY) {
    terminal.write(title);
  }
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (terminal.isTTY) {
    terminal.clearLine(0);
    terminal.cursorTo(0);
  }
  if (code !== 0) {
    terminal.write(Buffer.concat(output));
  }
  return code ?? 1;
}
