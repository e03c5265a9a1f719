import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const MAX_BYTES = 300_000;

it('is one file that needs nothing beside it, of at most 300 kB', () => {
  const bundle = inject('bundle');

  expect(readdirSync(path.dirname(bundle))).toEqual(['async-catalog.js']);
  expect(statSync(bundle).size).toBeLessThanOrEqual(MAX_BYTES);
});

it('loads nothing but the modules of Node, and of these not the slow ones at its start', () => {
  const text = readFileSync(inject('bundle'), 'utf8');
  const imports = [...text.matchAll(/\bfrom\s*["']([\w:@/.-]+)["']/g)].map(([, name = '']) => name);

  expect(imports).toContain('node:fs');
  expect(imports.filter((name) => !isBuiltin(name))).toEqual([]);
  // `import 'node:http'` loads all of `fetch`, which takes longer than the rest of the start.
  expect(imports).not.toContain('node:http');
  expect(imports).not.toContain('node:https');
});

it('contains no AWS SDK, no zod, and nothing about the machine that built it', () => {
  const text = readFileSync(inject('bundle'), 'utf8');

  expect(['@aws-sdk', '@smithy', 'ZodError'].filter((name) => text.includes(name))).toEqual([]);
  expect(text).not.toContain(path.resolve('../..'));
});

it('shows help with exit code 0, and evaluates no command for it', async () => {
  const { code, stdout, stderr } = await runCli(['--help']);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: async-catalog');
  for (const command of ['import', 'imports', 'products', 'submissions', 'submit']) {
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  }
  expect(stdout).toContain('Exit code: 0 all saved, 1 some not, 2 used wrongly, 3 impossible or overdue');
});

it('shows help with exit code 2 when it is called without a command', async () => {
  expect((await runCli([])).code).toBe(2);
});

it('offers the operations that the schema has, and in each command what all have', async () => {
  const { Op } = await import('@async-catalog/product-schema');
  const { stdout } = await runCli(['import', '--help']);

  expect(stdout).toContain('--url <url>');
  const [, choices = ''] =
    /operation of rows[^(]*\(choices: ([^)]*)\)/.exec(stdout.replaceAll(/\s+/g, ' ')) ?? [];
  expect(choices.split(', ')).toEqual(expect.arrayContaining(Op.options.map((op) => `"${op}"`)));
});
