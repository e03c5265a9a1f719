import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleForDevelopment } from './development.ts';
import { lambdaBundle } from './index.ts';

/** Writes the files of an app, and bundles it. */
async function bundle(files: Readonly<Record<string, string>>) {
  const cwd = await realpath(await mkdtemp(path.join(tmpdir(), 'development-')));
  onTestFinished(() => rm(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await writeFile(path.join(cwd, name), text);
  }
  const outDir = path.join(cwd, 'builds', '1');
  const modules = bundleForDevelopment({ cwd, config: lambdaBundle(), outDir });
  return {
    cwd,
    outDir,
    modules,
    load: () => createRequire(import.meta.url)(path.join(outDir, 'handler.cjs')),
  };
}

describe('bundleForDevelopment', () => {
  it('leaves dependencies in node_modules, and resolves to the source files that went into the bundle', async () => {
    const { cwd, outDir, modules, load } = await bundle({
      'node_modules/dependency/package.json': '{ "name": "dependency", "version": "1.0.0" }',
      'node_modules/dependency/index.js': 'exports.answer = 42;',
      'src/kept.ts': 'export const one = 1;',
      'src/barrel.ts': "export { one } from './kept.ts';",
      'src/handler.ts':
        "import { answer } from 'dependency';\nimport { one } from './barrel.ts';\nexport const handler = () => answer + one;",
    });

    const sources = [...(await modules)].filter((file) => file.startsWith(path.join(cwd, 'src')));
    expect(sources.map((file) => path.relative(cwd, file)).toSorted()).toEqual([
      'src/barrel.ts',
      'src/handler.ts',
      'src/kept.ts',
    ]);
    expect((await readdir(outDir)).toSorted()).toEqual(['handler.cjs', 'handler.cjs.map']);
    expect((load() as { handler: () => number }).handler()).toBe(43);
  });

  it.each([
    [
      'is only for import',
      '{ "name": "dependency", "type": "module", "exports": { "import": "./index.js" } }',
    ],
    ['is an ES module', '{ "name": "dependency", "type": "module", "exports": "./index.js" }'],
  ])('bundles a dependency that %s, with its default export', async (_, manifest) => {
    const { modules, load } = await bundle({
      'node_modules/dependency/package.json': manifest,
      'node_modules/dependency/index.js': 'export default () => 42;',
      'package.json': '{ "type": "module" }',
      'src/handler.ts': "import answer from 'dependency';\nexport const handler = () => answer();",
    });

    await modules;

    expect((load() as { handler: () => number }).handler()).toBe(42);
  });

  it('leaves it to a dependency to do without another one', async () => {
    const { modules, load } = await bundle({
      'node_modules/dependency/package.json':
        '{ "name": "dependency", "type": "module", "exports": "./index.js" }',
      'node_modules/dependency/index.js':
        "export default () => import('absent-package').catch(() => 'without');",
      'package.json': '{ "type": "module" }',
      'src/handler.ts': "import answer from 'dependency';\nexport const handler = () => answer();",
    });

    await modules;

    expect(await (load() as { handler: () => Promise<string> }).handler()).toBe('without');
  });

  it('keeps names and lines, and maps them to the source', async () => {
    const { cwd, outDir, modules } = await bundle({
      'src/handler.ts':
        'export function handler(event: unknown) {\n  const renamed = event;\n  return renamed;\n}\n',
    });
    await modules;

    expect(await readFile(path.join(outDir, 'handler.cjs'), 'utf8')).toContain('const renamed = event;');
    const { sources } = JSON.parse(await readFile(path.join(outDir, 'handler.cjs.map'), 'utf8')) as {
      sources: string[];
    };
    expect(sources.map((source) => path.resolve(outDir, source))).toEqual([path.join(cwd, 'src/handler.ts')]);
  });

  it('copies the folders that the build put beside the shipped bundle', async () => {
    const { outDir, modules } = await bundle({
      'src/handler.ts': 'export const handler = () => 1;',
      'dist/handler.cjs': 'shipped',
      'dist/docs/page.txt': 'page',
    });
    await modules;

    expect(await readFile(path.join(outDir, 'docs/page.txt'), 'utf8')).toBe('page');
    expect(await readFile(path.join(outDir, 'handler.cjs'), 'utf8')).not.toBe('shipped');
  });

  it.each([
    ['export const handler = async () => { return a +; };\n', /^src\/handler\.ts:1:48: Unexpected token$/],
    [
      "\nimport { x } from './none.ts';\nexport const handler = () => x;\n",
      /^src\/handler\.ts:2:19: Could not resolve '\.\/none\.ts'$/,
    ],
    [
      "import x from 'absent-package';\nexport const handler = () => x;\n",
      /^src\/handler\.ts:1:15: Could not resolve 'absent-package'$/,
    ],
    [
      "import { x } from './other.ts';\nexport const handler = () => x;\n",
      /^src\/handler\.ts:1:10: "x" is not exported/,
    ],
  ])('says in one line what is wrong with %j, and where', async (source, expected) => {
    const { cwd, modules } = await bundle({
      'src/handler.ts': source,
      'src/other.ts': 'export const y = 1;',
    });

    const error = await modules.catch((thrown: unknown) => thrown as Error);

    expect(error).toMatchObject({ code: 'BUNDLE' });
    expect((error as Error).message.replace(`${cwd}/`, '')).toMatch(expected);
    expect((error as Error).message).not.toContain('\n');
  });
});
