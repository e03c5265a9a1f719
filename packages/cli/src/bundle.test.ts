import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { startFakeCatalog } from './testing/fake-catalog.ts';
import { makeDirectory, runCli } from './testing/run-cli.ts';

const MAX_BYTES = 300_000;
const MAX_LOGS_BYTES = 350_000;

it('is one file of at most 300 kB, and one beside it with the SDK that reads logs', () => {
  const bundle = inject('bundle');
  const logs = path.join(path.dirname(bundle), 'cloudwatch-logs.js');

  expect(readdirSync(path.dirname(bundle))).toEqual(['async-catalog.js', 'cloudwatch-logs.js']);
  expect(statSync(bundle).size).toBeLessThanOrEqual(MAX_BYTES);
  expect(statSync(logs).size).toBeLessThanOrEqual(MAX_LOGS_BYTES);
});

it('needs nothing beside it but for a story', async () => {
  const { at } = makeDirectory({
    'alone.js': readFileSync(inject('bundle')),
    'package.json': '{"type":"module"}',
  });
  const { url } = await startFakeCatalog({
    onRequest: ({ url: asked = '' }, response) => {
      if (!asked.startsWith('/submissions')) {
        return false;
      }
      response.setHeader('content-type', 'application/json');
      response.end('{"submissionId":"s-1","events":[{"event":"accepted","at":"2026-01-31T09:30:00.000Z"}]}');
      return true;
    },
  });
  const run = (...args: string[]) => runCli([...args, 's-1', '--url', url], { bundle: at('alone.js') });

  expect(await run('submissions', 'timeline')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('story')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('cloudwatch-logs.js') as string,
  });
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
  for (const command of ['import', 'imports', 'products', 'submissions', 'story', 'submit']) {
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
