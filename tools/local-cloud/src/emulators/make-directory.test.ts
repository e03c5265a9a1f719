import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from './make-directory.ts';

it('makes a directory and those above it, and leaves those that are there', () => {
  const root = mkdtempSync(join(tmpdir(), 'make-directory-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const path = join(root, 'a', 'b');

  makeDirectory(path);
  makeDirectory(path);

  expect(existsSync(path)).toBe(true);
});

it('gives up where nothing can be made', () => {
  expect(() => makeDirectory('/proc/nothing/here')).toThrow(/nothing/);
});
