import { runQuietly } from './run-quietly.ts';

/** Brings up to date what `start` runs. */
process.exitCode = await runQuietly('turbo', ['run', 'synth', '--output-logs=errors-only'], {
  title: 'Building…',
  terminal: process.stderr,
});
