import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './root.ts';

const assembly = path.join(ROOT, 'infra/cdk.out/dev');
const bundles = readdirSync(assembly).filter((name) => name.startsWith('asset.'));

/** Lambda takes 250 MB unzipped; a cold start takes longer for each megabyte. */
const MAX_BYTES = 2 * 1024 * 1024;

describe.each(bundles)('the bundle %s', (name) => {
  const files = readdirSync(path.join(assembly, name), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  const text = readFileSync(path.join(assembly, name, 'handler.cjs'), 'utf8');

  it('holds the function, and no test, source or source map', () => {
    const names = files.map((file) => file.name);

    expect(names).toContain('handler.cjs');
    expect(names.filter((file) => /\.(test|map|ts)\b/.test(file))).toEqual([]);
  });

  it('is small', () => {
    expect(statSync(path.join(assembly, name, 'handler.cjs')).size).toBeLessThan(MAX_BYTES);
  });

  it('contains no test code', () => {
    expect(text).not.toMatch(/vitest|fast-check|fauxqs|dynalite/);
  });

  it('contains no key, and nothing about the machine that built it', () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    expect(text).not.toMatch(
      /\b(AKIA|ASIA)[A-Z2-7]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|\bnpm_\w{36}/,
    );
    expect(text).not.toContain(ROOT);
  });
});
