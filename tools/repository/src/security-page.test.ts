import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT } from './root.ts';

const rows = read('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1);

it('names a test that exists for each threat', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const tests = [...row.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);

    expect([row, tests.length > 0]).toEqual([row, true]);
    expect(tests.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  }
});
