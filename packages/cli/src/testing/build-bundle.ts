import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import type { TestProject } from 'vitest/node';
import configs from '../../tsdown.config.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** File of the built command line. */
    readonly bundle: string;
  }
}

/** Builds the command line for the tests, which run it as users do. */
export default async function buildBundle({ provide }: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'cli-bundle-'));
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  for (const config of configs) {
    await build({ ...config, config: false, cwd, outDir, logLevel: 'error' });
  }
  provide('bundle', path.join(outDir, 'async-catalog.js'));
  return () => rmSync(outDir, { recursive: true });
}
