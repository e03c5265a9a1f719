import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { read, ROOT, run } from './root.ts';

const TASKS = ['build', 'test', 'synth', 'check:types', 'check:lint', 'check:format', 'check:workspace'];

const copy = mkdtempSync(path.join(tmpdir(), 'async-catalog-cache-'));
afterAll(() => rmSync(copy, { recursive: true }));
for (const file of run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']).split('\0')) {
  if (file !== '') {
    cpSync(path.join(ROOT, file), path.join(copy, file), { recursive: true });
  }
}
symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
run('git', ['init', '--quiet'], copy);
run('git', ['add', '.'], copy);

interface DryRun {
  readonly tasks: readonly { readonly taskId: string; readonly hash: string }[];
}

/** The hash of each task: the key that its result is kept under. */
function hashes(): Map<string, string> {
  const { tasks } = JSON.parse(run('turbo', ['run', ...TASKS, '--dry=json'], copy)) as DryRun;
  return new Map(tasks.map(({ taskId, hash }) => [taskId, hash]));
}

const before = hashes();

/** The tasks that would run again after a file has changed: by a line at its end, unless said otherwise. */
function missesAfter(file: string, change = (text: string): string => `${text}\n`): string[] {
  const changed = change(read(file));
  expect(changed).not.toBe(read(file));
  writeFileSync(path.join(copy, file), changed);
  try {
    return [...hashes()].filter(([task, hash]) => before.get(task) !== hash).map(([task]) => task);
  } finally {
    cpSync(path.join(ROOT, file), path.join(copy, file));
  }
}

const all = (task: string): string[] => [...before.keys()].filter((id) => id.endsWith(`#${task}`));

describe('a change of', () => {
  it.each([
    ['tsconfig.base.json', ['build', 'test', 'check:types', 'check:lint']],
    ['.oxlintrc.json', ['check:lint']],
    ['.oxfmtrc.json', ['check:format']],
    ['knip.json', ['check:workspace']],
  ])('%s is no hit for any task that reads it', (file, tasks) => {
    expect(missesAfter(file)).toEqual(expect.arrayContaining(tasks.flatMap(all)));
  });

  it('turbo.json is no hit for the task whose settings it changes', () => {
    const misses = missesAfter('turbo.json', (text) =>
      text.replace('"env": ["TZ"]', '"env": ["TZ", "LANG"]'),
    );

    expect(misses).toEqual(expect.arrayContaining(all('test')));
  });

  it('pnpm-lock.yaml is no hit for whoever uses the dependency that changed', () => {
    const misses = missesAfter('pnpm-lock.yaml', (text) =>
      text.replaceAll(/\bzod@4\.\d+\.\d+/g, 'zod@4.99.0'),
    );

    expect(misses).toEqual(
      expect.arrayContaining(['@async-catalog/product-schema#test', '@async-catalog/api#build']),
    );
  });

  it('an app runs what is its own, what infra makes of it, and nothing of other apps', () => {
    const misses = missesAfter('apps/create-product-processor/src/handler.ts');

    expect(misses).toEqual(
      expect.arrayContaining([
        '@async-catalog/create-product-processor#build',
        '@async-catalog/create-product-processor#test',
        '@async-catalog/infra#synth',
      ]),
    );
    expect(misses.filter((task) => /catalog\/(api|product-saver-worker|aws-clients)#/.test(task))).toEqual(
      [],
    );
  });

  it('a package runs the tests and builds of everything that uses it', () => {
    expect(missesAfter('packages/report-builder/src/index.ts')).toEqual(
      expect.arrayContaining([
        '@async-catalog/report-builder#test',
        '@async-catalog/product-saver-worker#build',
        '@async-catalog/product-saver-worker#test',
      ]),
    );
  });

  it.each(['README.md', 'infra/README.md', 'packages/product-schema/README.md', 'CONTRIBUTING.md'])(
    '%s runs nothing',
    (file) => {
      expect(missesAfter(file)).toEqual([]);
    },
  );
});
