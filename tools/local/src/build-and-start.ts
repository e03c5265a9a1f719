import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './run-quietly.ts';

const ROOT = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** False if the flags or the variables ask for nothing but an answer, which `main.ts` gives. */
async function startsSomething(): Promise<boolean> {
  const modules = Promise.all([import('./config.ts'), import('./flags.ts')]);
  // Of source that they share with the apps the build says best what is wrong.
  const loaded = await modules.catch(() => undefined);
  if (loaded === undefined) {
    return true;
  }
  const [{ loadConfig }, { parseFlags }] = loaded;
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
    explain,
  });
}

async function explain(): Promise<string[]> {
  const { findBrokenSource } = await import('./watch/find-broken-source.ts');
  return findBrokenSource(ROOT);
}

process.exitCode = (await startsSomething()) ? await build() : 0;
if (process.exitCode === 0) {
  await import('./main.ts');
}
