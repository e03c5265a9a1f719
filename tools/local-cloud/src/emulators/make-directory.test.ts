import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeOwnDirectory } from './make-directory.ts';

function temporaryDirectory(): string {
  const root = mkdtempSync(join(tmpdir(), 'make-directory-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

it('creates a directory and its missing parents for their owner only, and leaves existing ones alone', () => {
  const path = join(temporaryDirectory(), 'a', 'b');

  makeOwnDirectory(path);
  makeOwnDirectory(path);

  const modes = [dirname(path), path].map((one) => (statSync(one).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '700']);
});

it('refuses a directory of another user', () => {
  const path = temporaryDirectory();
  const { uid } = statSync(path);
  const getuid = vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
  onTestFinished(() => getuid.mockRestore());

  expect(() => makeOwnDirectory(path)).toThrow('it belongs to another user');
});

it('fails where nothing can be created', () => {
  expect(() => makeOwnDirectory('/proc/nothing/here')).toThrow(/nothing/);
});
