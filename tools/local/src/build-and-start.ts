import { loadConfig } from './config.ts';
import { parseFlags } from './flags.ts';
import { runQuietly } from './run-quietly.ts';

/** False if the flags or the variables ask for nothing but an answer, which `main.ts` gives. */
function startsSomething(): boolean {
  try {
    loadConfig();
    return !parseFlags(process.argv.slice(2)).help;
  } catch {
    return false;
  }
}

/** Brings up to date what `start` runs, and resolves with the exit code. */
function build(): Promise<number> {
  return runQuietly('turbo', ['run', 'synth', '--output-logs=errors-only'], {
    title: 'Building…',
    terminal: process.stderr,
  });
}

process.exitCode = startsSomething() ? await build() : 0;
if (process.exitCode === 0) {
  await import('./main.ts');
}
