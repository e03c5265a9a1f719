import { appendFileSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeDirectory } from '../testing/run-cli.ts';
import { openError, openSourceFile } from './source-file.ts';

const { signal } = new AbortController();

it('computes the SHA-256 of the file', async () => {
  const { at } = makeDirectory({ 'a.csv': 'abc' });
  await using source = await openSourceFile(at('a.csv'));

  expect(await source.hash(() => undefined, signal)).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

it('reads parts of it', async () => {
  const { at } = makeDirectory({ 'a.csv': '0123456789' });
  await using source = await openSourceFile(at('a.csv'));

  expect(String(await source.read(2, 3))).toBe('234');
  expect(String(await source.read(8, 100))).toBe('89');
});

it('notices that it was changed, also when it has its length again', async () => {
  const { at } = makeDirectory({ 'a.csv': 'abc' });
  await using source = await openSourceFile(at('a.csv'));
  await source.assertUnchanged();
  utimesSync(at('a.csv'), 1, 1);

  await expect(source.assertUnchanged()).rejects.toThrow(
    'a.csv was changed while it was read. Run the command again once it is complete: that is a new import.',
  );
});

it('notices while it hashes that it grows', async () => {
  const { at } = makeDirectory({ 'a.csv': 'abc' });
  await using source = await openSourceFile(at('a.csv'));
  appendFileSync(at('a.csv'), 'def');

  await expect(source.hash(() => undefined, signal)).rejects.toThrow('was changed');
});

it.each([
  ['EACCES', "a.csv can't be read: permission denied. Allow it with chmod u+r."],
  ['ENOENT', "a.csv doesn't exist. Check the name and the directory."],
  ['EIO', "a.csv can't be read (i/o error)."],
])('says what to do about %s', (code, message) => {
  expect(openError('a.csv', Object.assign(new Error('i/o error'), { code })).message).toBe(message);
});
