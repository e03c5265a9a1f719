import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the bundles, the command line and the assembly; takes a minute or more unless turbo has them in its cache. */
export function synthesize(): void {
  execFileSync(
    'node_modules/.bin/turbo',
    ['run', 'synth', '@async-catalog/cli#build', '--output-logs=errors-only'],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
}
