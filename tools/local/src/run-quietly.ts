import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Quiet {
  /** Shown while the command runs, on a terminal only. */
  readonly title: string;
  readonly terminal: NodeJS.WriteStream;
  /** Finds lines that say better than the output why it failed; none if there are none. */
  readonly explain?: () => Promise<readonly string[]>;
}

/** Runs a command, and prints only if it fails why: its output, or what explains it. Resolves to its exit code: 1 if a signal ended it. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  { title, terminal, explain }: Quiet,
): Promise<number> {
  if (terminal.isTTY) {
    terminal.write(title);
  }
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  // If it can't, the output is what there is.
  const reasons = code === 0 ? [] : ((await explain?.().catch(() => [])) ?? []);
  if (terminal.isTTY) {
    terminal.clearLine(0);
    terminal.cursorTo(0);
  }
  if (code !== 0) {
    terminal.write(reasons.length > 0 ? `${reasons.join('\n')}\n` : Buffer.concat(output));
  }
  return code ?? 1;
}
