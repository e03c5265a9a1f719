import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, ROOT, workspaces } from './root.ts';
import { files } from './testing/copy-repository.ts';

interface Manifest {
  readonly description?: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Workspaces whose compiler settings differ, for a reason that their tsconfig gives. */
const OWN_SETTINGS: ReadonlySet<string> = new Set([
  'apps/console',
  'packages/client',
  'tools/repository',
  'verification/console',
]);

describe.each(workspaces)('the workspace %s', (workspace) => {
  const { description = '', scripts = {} } = JSON.parse(read(`${workspace}/package.json`)) as Manifest;

  it('says in one line what it is, and has tests and a README of its own', () => {
    expect(description).toMatch(/^[A-Z].{20,140}\.$/);
    expect(scripts['test']).toMatch(/^vitest run/);
    expect(existsSync(path.join(ROOT, workspace, 'README.md'))).toBe(true);
  });
});

it.each(workspaces.filter((workspace) => !OWN_SETTINGS.has(workspace)))(
  'compiles %s with the shared settings',
  (workspace) => {
    const base = path.join(path.relative(path.join(ROOT, workspace), ROOT), 'tsconfig.base.json');

    expect(JSON.parse(read(`${workspace}/tsconfig.json`))).toEqual({ extends: base });
  },
);

/** Header names in lower case, and `headers` itself. */
const HEADER =
  /['"`](?:accept(?:-\w+)*|allow|authorization|content-[\w-]+|etag|idempotency-[\w-]+|if-[\w-]+|location|prefer|preference-applied|retry-after|traceparent|www-authenticate|x-[\w-]+)['"`]|\bheaders\b/i;

const cores = globSync('apps/*/src/core/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));

it('finds the core of every app', () => {
  const apps = new Set(cores.map((file) => file.split('/').slice(0, 2).join('/')));

  expect(apps).toEqual(new Set(workspaces.filter((workspace) => workspace.startsWith('apps/'))));
});

it.each(cores)('keeps HTTP headers out of %s', (file) => {
  expect(
    read(file)
      .split('\n')
      .filter((line) => HEADER.test(line)),
  ).toEqual([]);
});

/** Start of a doc comment that doesn't begin with a verb or a noun. */
const QUESTION = /^ *\/\*\*\s*(?:\*\s*)?(?:What|Who|Where|Which|How|When)\b/gm;

it('begins no doc comment with a question word', () => {
  const sources = files.filter((file) => /[.]tsx?$/.test(file) && file !== 'packages/client/src/openapi.ts');
  const lines = sources.flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(QUESTION)].map(
      ({ index }) => `${file}:${text.slice(0, index).split('\n').length}`,
    );
  });

  expect(lines).toEqual([]);
});
