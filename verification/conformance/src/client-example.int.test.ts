import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { runCatalog } from '@async-catalog/local/testing';

const CLIENT = new URL('../../../packages/client/', import.meta.url);
const EXAMPLE = new URL('example.ts', CLIENT);

it('the example in the client’s README is the one that runs, and prints what the README says', async () => {
  const { catalog } = await runCatalog();
  const readme = await readFile(new URL('README.md', CLIENT), 'utf8');
  const [code, output] = [...readme.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block]) => block);

  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(EXAMPLE), catalog.apiUrl]);

  expect(code).toBe(await readFile(EXAMPLE, 'utf8'));
  expect(stdout).toBe(output);
});
