import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run } from './root.ts';
import { copyForTest } from './testing/copy-repository.ts';

/** Runs generators in a copy of the repository. What pnpm would install, format and synthesize is left out: it takes minutes. */
function setUp() {
  const folder = copyForTest();
  const bin = path.join(folder, 'node_modules.bin');
  mkdirSync(bin);
  appendFileSync(path.join(folder, '.git/info/exclude'), 'node_modules.bin\n');
  const pnpmRuns = (script: string) =>
    writeFileSync(path.join(bin, 'pnpm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  pnpmRuns('exit 0');
  return {
    folder,
    pnpmRuns,
    gen: (...args: string[]) =>
      spawnSync(path.join(ROOT, 'node_modules/.bin/gen'), ['run', ...args], {
        cwd: folder,
        env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
        encoding: 'utf8',
      }),
    /** The files that differ from those that were copied. */
    changes: () =>
      run('git', ['status', '--porcelain', '--untracked-files=all'], folder)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('A  '))
        .map((line) => line.slice(3)),
  };
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
  const { folder, gen } = setUp();
  expect(gen('lambda', '--args', 'my-function', 'my-team')).toMatchObject({ status: 0 });
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

describe('undo', () => {
  it('takes back what was made, and nothing else', () => {
    const { folder, gen, changes } = setUp();
    appendFileSync(path.join(folder, 'README.md'), 'mine\n');
    gen('package', '--args', 'my-name', 'my-team');
    const made = path.join(folder, 'packages/my-name');
    mkdirSync(path.join(made, 'dist'));
    expect(changes()).toContain('.github/CODEOWNERS');

    expect(gen('undo', '--args', 'my-name')).toMatchObject({ status: 0 });

    expect(changes()).toEqual(['README.md']);
    expect(existsSync(made)).toBe(false);
  });

  it('takes back what was made until a step failed, and nothing that came later', () => {
    const { folder, gen, pnpmRuns, changes } = setUp();
    pnpmRuns('exit 1');
    expect(gen('lambda', '--args', 'my-name', 'my-team')).toMatchObject({ status: 1 });
    expect(changes()).toContain('infra/package.json');
    pnpmRuns('exit 0');
    appendFileSync(path.join(folder, 'README.md'), 'mine\n');

    expect(gen('undo', '--args', 'my-name')).toMatchObject({ status: 0 });

    expect(changes()).toEqual(['README.md']);
  });

  it('takes back what was made before a step was killed, whatever the configuration of git', () => {
    const { folder, gen, pnpmRuns, changes } = setUp();
    pnpmRuns('kill -9 $PPID');
    run('git', ['config', 'diff.noprefix', 'true'], folder);
    expect(gen('package', '--args', 'my-name', 'my-team').status).not.toBe(0);
    expect(changes()).toContain('packages/my-name/package.json');
    pnpmRuns('exit 0');

    expect(gen('undo', '--args', 'my-name')).toMatchObject({ status: 0 });

    expect(changes()).toEqual([]);
  });

  it('takes back nothing, and names the file, where one was changed since', () => {
    const { folder, gen, changes } = setUp();
    gen('package', '--args', 'my-name', 'my-team');
    const made = changes();
    writeFileSync(path.join(folder, 'packages/my-name/src/index.ts'), 'export const mine = 1;\n');

    const { status, stderr } = gen('undo', '--args', 'my-name');

    expect(status).toBe(1);
    expect(stderr).toContain('packages/my-name/src/index.ts');
    expect(changes()).toEqual(made);
  });

  it('says so where nothing of that name was generated', () => {
    const { gen, changes } = setUp();

    const { status, stderr } = gen('undo', '--args', 'env');

    expect(status).toBe(1);
    expect(stderr).toContain('nothing called env was generated in this clone');
    expect(changes()).toEqual([]);
  });
});
