import { describe, expect, it } from 'vitest';
import { readIdempotencyKey } from './idempotency-key.ts';

describe('readIdempotencyKey', () => {
  it.each([
    [undefined, undefined],
    ['k', 'k'],
    ['"k"', 'k'],
    [' "a b" ', 'a b'],
    [String.raw`"say \"hi\" \\"`, 'say "hi" \\'],
    ['a"b', 'a"b'],
    ['"a,b"', 'a,b'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
    [`"${String.raw`\"`.repeat(255)}"`, '"'.repeat(255)],
  ])('reads %j as %j', (header, key) => {
    expect(readIdempotencyKey(header)).toBe(key);
  });

  it.each([
    '',
    '  ',
    '""',
    '"',
    '"a',
    '"a";b=1',
    '"a", "b"',
    String.raw`"a\b"`,
    'é',
    'a\tb',
    'a,b',
    'x'.repeat(256),
    `"${'x'.repeat(256)}"`,
  ])('refuses %j', (header) => {
    expect(() => readIdempotencyKey(header)).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST' }) as Error,
    );
  });
});
