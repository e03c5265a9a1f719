import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the bundles and the assembly; takes a minute or more unless turbo has them in its cache. */
export function synthesize(): void {
  execFileSync('node_modules/.bin/turbo', ['run', 'synth', '--output-logs=errors-only'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}
