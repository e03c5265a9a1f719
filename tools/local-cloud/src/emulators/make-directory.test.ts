import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from './make-directory.ts';

it('creates a directory and its missing parents, and leaves existing ones alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'make-directory-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const path = join(root, 'a', 'b');

  makeDirectory(path);
  makeDirectory(path);

  expect(existsSync(path)).toBe(true);
});

it('fails where nothing can be created', () => {
  expect(() => makeDirectory('/proc/nothing/here')).toThrow(/nothing/);
});
