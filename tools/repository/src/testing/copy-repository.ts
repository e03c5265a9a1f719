import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT, run, workspaces } from '../root.ts';

/** What git has or would add, by its path. */
export const files = run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));

/** A copy of the repository without what is ignored, such as turbo's cache, but with what is installed here. `remove` removes it. */
export function copyRepository(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'async-catalog-copy-'));
  for (const file of files) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  for (const workspace of ['', ...workspaces]) {
    symlinkSync(path.join(ROOT, workspace, 'node_modules'), path.join(folder, workspace, 'node_modules'));
  }
  run('git', ['init', '--quiet'], folder);
  // .gitignore means folders, not links to them.
  writeFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n');
  run('git', ['add', '.'], folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** The same, until the end of the test. */
export function copyForTest(): string {
  const { folder, remove } = copyRepository();
  onTestFinished(remove);
  return folder;
}
