import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'tsdown';
import { expect, it, onTestFinished } from 'vitest';
import { lambdaBundle } from './index.ts';

it('makes one CommonJS file that needs nothing beside it', async () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'lambda-bundle-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(path.join(cwd, 'other.ts'), 'export const answer: number = 42;\n');
  writeFileSync(
    path.join(cwd, 'handler.ts'),
    "import { answer } from './other.ts';\nexport const handler = async () => (await import('node:path')).basename(`/a/${answer}`);\n",
  );

  await build({
    ...lambdaBundle({ entry: { handler: 'handler.ts' } }),
    cwd,
    config: false,
    logLevel: 'error',
  });

  expect(readdirSync(path.join(cwd, 'dist'))).toEqual(['handler.cjs']);
  const { handler } = createRequire(import.meta.url)(path.join(cwd, 'dist/handler.cjs')) as {
    handler: () => Promise<string>;
  };
  expect(await handler()).toBe('42');
});
