import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';

describe('idempotencyKeyOf', () => {
  it.each([
    [undefined, undefined],
    ['k', 'k'],
    ['"k"', 'k'],
    [' "a b" ', 'a b'],
    [String.raw`"say \"hi\" \\"`, 'say "hi" \\'],
    ['a"b', 'a"b'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ])('of %j is %j', (header, key) => {
    expect(idempotencyKeyOf(header)).toBe(key);
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
    'x'.repeat(256),
    `"${'x'.repeat(256)}"`,
  ])('refuses %j', (header) => {
    expect(() => idempotencyKeyOf(header)).toThrow(problem('INVALID_REQUEST'));
  });
});
