import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './root.ts';

const assembly = path.join(ROOT, 'infra/cdk.out/dev');
const assets = readdirSync(assembly).filter((name) => name.startsWith('asset.'));
const bundles = assets.filter((name) => existsSync(path.join(assembly, name, 'handler.cjs')));
const consoles = assets.filter((name) => existsSync(path.join(assembly, name, 'index.html')));

/** Lambda takes 250 MB unzipped; a cold start takes longer for each megabyte. */
const MAX_BYTES = 2 * 1024 * 1024;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const KEY = /\b(AKIA|ASIA)[A-Z2-7]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|\bnpm_\w{36}/;

it('holds bundles of functions and one console, and no other files', () => {
  expect(consoles).toHaveLength(1);
  expect(new Set(assets)).toEqual(new Set([...bundles, ...consoles]));
});

describe.each(bundles)('the bundle %s', (name) => {
  const files = readdirSync(path.join(assembly, name), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  const code = files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file.endsWith('.cjs'));
  const text = code.map((file) => readFileSync(file, 'utf8')).join('\n');

  it('holds the function, and no test, source or source map', () => {
    const names = files.map((file) => file.name);

    expect(names).toContain('handler.cjs');
    expect(names.filter((file) => /\.(test|map|ts)\b/.test(file))).toEqual([]);
  });

  it('is small', () => {
    expect(code.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(MAX_BYTES);
  });

  it('contains no test code', () => {
    expect(text).not.toMatch(/vitest|fast-check|fauxqs|dynalite/);
  });

  it('contains nothing of what only the Node server does', () => {
    expect(text).not.toMatch(/CONSOLE_DIR|CONSOLE_FAULTS_URL|API_PORT/);
  });

  it('contains no key, and nothing about the machine that built it', () => {
    expect(text).not.toMatch(KEY);
    expect(text).not.toContain(ROOT);
  });
});

describe.each(consoles)('the console %s', (name) => {
  const files = readdirSync(path.join(assembly, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

  it('holds what browsers ask for, and no test, source or source map', () => {
    expect(files.filter((file) => /\.(test|map|tsx?)\b/.test(file))).toEqual([]);
    expect(files.filter((file) => path.relative(assembly, file).includes(`${path.sep}.`))).toEqual([]);
  });

  it('contains no key, and nothing about the machine that built it', () => {
    const telling = files.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return KEY.test(text) || text.includes(ROOT);
    });

    expect(telling).toEqual([]);
  });
});
