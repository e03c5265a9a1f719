import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run } from './root.ts';
import { copyForTest } from './testing/copy-repository.ts';

/** Generates an app in a copy of the repository. What pnpm would install, format and synthesize is left out: it takes minutes. */
function generateApp(name: string): string {
  const folder = copyForTest();
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'pnpm'), '#!/bin/sh\n', { mode: 0o755 });
  execFileSync(path.join(ROOT, 'node_modules/.bin/gen'), ['run', 'lambda', '--args', name, 'my-team'], {
    cwd: folder,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
    stdio: 'pipe',
  });
  return folder;
}

/** Links the packages of a workspace, and one more of this repository, as pnpm would. */
function link(folder: string, workspace: string, like: string, more: Readonly<Record<string, string>> = {}) {
  const installed = path.join(ROOT, like, 'node_modules');
  const target = path.join(folder, workspace, 'node_modules');
  rmSync(target, { force: true });
  const own = '@async-catalog';
  mkdirSync(path.join(target, own), { recursive: true });
  const names = [
    ...readdirSync(installed).filter((name) => name !== own),
    ...readdirSync(path.join(installed, own)).map((name) => path.join(own, name)),
  ];
  names.forEach((name) => symlinkSync(path.join(installed, name), path.join(target, name)));
  Object.entries(more).forEach(([name, to]) =>
    symlinkSync(path.join(folder, to), path.join(target, own, name)),
  );
}

it('generates an app that compiles with its stack, in the lists of functions and stacks, and is deployed to prod', () => {
  const folder = generateApp('my-function');
  link(folder, 'apps/my-function', 'apps/file-splitter');
  link(folder, 'infra', 'infra', { 'my-function': 'apps/my-function' });
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

  const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
  run(tsc, [], path.join(folder, 'apps/my-function'));
  run(tsc, [], path.join(folder, 'infra'));

  expect(read('infra/src/app-stacks.ts')).toMatch(/'my-function': \{ create: MyFunctionStack/);
  expect(read('.github/CODEOWNERS')).toContain('/apps/my-function/ @async-catalog/my-team\n');
  expect(JSON.parse(read('infra/package.json'))).toHaveProperty(
    ['dependencies', '@async-catalog/my-function'],
    'workspace:*',
  );
  const { jobs } = parse(read('.github/workflows/deploy.yml')) as { jobs: Record<string, object> };
  expect(jobs['prod-my-function']).toEqual({
    ...jobs['prod-operations'],
    if: "${{ !cancelled() && !failure() && contains(fromJSON(needs.prod-changes.outputs.stacks), 'my-function') }}",
    with: { stage: 'prod', stack: 'my-function' },
  });
});
