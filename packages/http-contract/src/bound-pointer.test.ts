import { describe, expect, it } from 'vitest';
import { boundPointer } from './bound-pointer.ts';

const errorAt = (pointer: string) => ({ pointer, code: 'UNKNOWN_FIELD' as const, detail: 'is unknown' });

describe('boundPointer', () => {
  it.each([
    ['letters', `/${'x'.repeat(199)}`],
    ['control characters, which take six each in JSON', `/${'\u0001'.repeat(33)}`],
  ])('keeps a pointer of the most %s', (_, pointer) => {
    expect(boundPointer(errorAt(pointer))).toEqual(errorAt(pointer));
  });

  it.each([
    ['letters', `/attributes/${'x'.repeat(200)}`],
    ['control characters', `/attributes/${'\u0001'.repeat(34)}`],
  ])('shortens one of more %s to the object that holds the field', (_, pointer) => {
    expect(boundPointer(errorAt(pointer))).toEqual({
      pointer: '/attributes',
      code: 'UNKNOWN_FIELD',
      detail: 'holds a field with a very long name: is unknown',
    });
  });

  it('ends with the whole document, whatever the names', () => {
    expect(boundPointer(errorAt(`/${'\u0001'.repeat(1000)}`)).pointer).toBe('');
  });
});
