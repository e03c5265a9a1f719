import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { isPlain, wrapPlain } from './wrap-plain.ts';

const word = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map(String.fromCharCode),
  minLength: 1,
  maxLength: 40,
});
const plain = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

describe('wrapPlain', () => {
  it('wraps as wrap-ansi does', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 5, max: 30 }), (text, columns) => {
        expect(wrapPlain(text, columns)).toBe(wrapAnsi(text, columns, { hard: true, trim: true }));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isPlain', () => {
  it('holds of words in ASCII', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(isPlain(text)).toBe(true);
      }),
    );
  });

  it.each([' a', 'a ', 'a  b', 'a\nb', 'a\tb', 'é', '\u001b[1m'])('does not hold of %j', (text) => {
    expect(isPlain(text)).toBe(false);
  });
});
