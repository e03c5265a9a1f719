import { describe, expect, it } from 'vitest';
import { otherFile } from './same-file.ts';

const file = { name: 'tea.csv', size: 2000, lastModified: 5 };

describe('otherFile', () => {
  it.each([
    ['is the same', file],
    ['is the same as far as is known', { name: 'tea.csv', size: 2000 }],
  ])('says nothing where a file %s', (_, expected) => {
    expect(otherFile(expected, file)).toBeUndefined();
  });

  it.each([
    ['name', { ...file, name: 'cup.csv' }, 'This is tea.csv. The import was begun with cup.csv.'],
    ['size', { ...file, size: 7 }, /has 2.?000 bytes. The import was begun with one of 7\.$/],
    ['time', { ...file, lastModified: 4 }, /^tea\.csv was changed after the import was begun/],
  ])('says that a file is another one by its %s', (_, expected, text) => {
    expect(otherFile(expected, file)).toMatch(text);
  });
});
