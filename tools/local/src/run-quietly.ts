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
  const explained = code === 0 ? undefined : explain?.();
  const reasons = await explained?.catch((error: Error) => {
    output.push(Buffer.from(`What is wrong could not be found out: ${error.message}\n`));
    return [];
  });
  if (terminal.isTTY) {
    terminal.clearLine(0);
    terminal.cursorTo(0);
  }
  if (code !== 0) {
    terminal.write(reasons?.length ? `${reasons.join('\n')}\n` : Buffer.concat(output));
  }
  return code ?? 1;
}
