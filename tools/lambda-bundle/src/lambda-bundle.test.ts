import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'tsdown';
import { expect, it, onTestFinished } from 'vitest';
import { lambdaBundle } from './index.ts';

/** Bundles source files, of which `handler.ts` is the entry. */
async function bundle(sources: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'lambda-bundle-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(sources)) {
    writeFileSync(path.join(cwd, name), text);
  }
  await build({
    ...lambdaBundle({ entry: { handler: 'handler.ts' } }),
    cwd,
    config: false,
    logLevel: 'error',
  });
  const dist = path.join(cwd, 'dist');
  const require = createRequire(import.meta.url);
  const { handler } = require(path.join(dist, 'handler.cjs')) as { handler: () => Promise<unknown> };
  const loaded = () => Object.keys(require.cache).filter((file) => file.startsWith(dist));
  return { files: readdirSync(dist), handler, loaded };
}

it('makes one CommonJS file that needs nothing beside it', async () => {
  const { files, handler } = await bundle({
    'other.ts': 'export const answer: number = 42;\n',
    'handler.ts':
      "import { answer } from './other.ts';\nexport const handler = async () => (await import('node:path')).basename(`/a/${answer}`);\n",
  });

  expect(files).toEqual(['handler.cjs']);
  expect(await handler()).toBe('42');
});

it('puts what is loaded late into a file beside it, which is read when it is needed and shares the state', async () => {
  const { files, handler, loaded } = await bundle({
    'state.ts': 'export const seen: string[] = [];\n',
    'late.ts': "import { seen } from './state.ts';\nexport const note = () => seen.push('late');\n",
    'handler.ts':
      "import { seen } from './state.ts';\nexport const handler = async () => { seen.push('entry'); (await import('./late.ts')).note(); return seen; };\n",
  });
  expect(files).toHaveLength(2);
  expect(loaded()).toHaveLength(1);

  expect(await handler()).toEqual(['entry', 'late']);

  expect(loaded()).toHaveLength(2);
});
