import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT, run, workspaces } from '../root.ts';

/** Paths of the files that git tracks or would add. */
export const files = run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));

/** Copies the repository without ignored files, such as turbo's cache, but with the installed packages. */
export function copyRepository(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'async-catalog-copy-'));
  for (const file of files) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  for (const workspace of ['', ...workspaces]) {
    symlinkSync(path.join(ROOT, workspace, 'node_modules'), path.join(folder, workspace, 'node_modules'));
  }
  run('git', ['init', '--quiet'], folder);
  // .gitignore excludes folders, not links to them.
  writeFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n');
  run('git', ['add', '.'], folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Copies the repository until the end of the test. */
export function copyForTest(): string {
  const { folder, remove } = copyRepository();
  onTestFinished(remove);
  return folder;
}
