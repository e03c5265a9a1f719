import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

describe('parseFilterPattern', () => {
  it.each([
    ['{ ($.message = "Saved") }', { message: 'Saved' }, true],
    ['{ ($.message = "Saved") }', { message: 'Saved twice' }, false],
    ['{ ($.message = "Saved") }', {}, false],
    ['{ ($.message = "a) && ($b") }', { message: 'a) && ($b' }, true],
    ['{ ($.message = "Saved") && ($.saved >= 0) }', { message: 'Saved', saved: 0 }, true],
    ['{ ($.message = "Saved") && ($.saved >= 1) }', { message: 'Saved', saved: 0 }, false],
    ['{ ($.message = "Saved") && ($.saved >= 0) }', { message: 'Saved' }, false],
    ['{ ($.message = "Saved") && ($.saved >= 0) }', { message: 'Saved', saved: null }, false],
    ['{ ($.message = "Failed") || ($.message = "Refused") }', { message: 'Refused' }, true],
    ['{ ($.message = "Failed") || ($.message = "Refused") }', { message: 'Saved' }, false],
  ])('lets %s match %j: %s', (pattern, line, matches) => {
    expect(parseFilterPattern(pattern)?.(line)).toBe(matches);
  });

  it.each([
    '',
    'ERROR',
    '{ }',
    '[ip, user]',
    '{ $.message = "Saved" }',
    '{ ($.message = "Sav*") && (($.saved >= 0) || ($.saved IS NULL)) }',
    '{ ($.saved > 0) }',
    '{ ($.message = "a") && ($.x >= 0) || ($.y >= 0) }',
    '{ ($.message = "a") ($.x >= 0) }',
  ])('knows no %s', (pattern) => {
    expect(parseFilterPattern(pattern)).toBeUndefined();
  });
});
