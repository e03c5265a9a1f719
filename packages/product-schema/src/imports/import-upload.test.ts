import { describe, expect, it } from 'vitest';
import { IMPORT_PART_BYTES, MAX_IMPORT_BYTES, MAX_IMPORT_PARTS } from './import-limits.ts';
import { missingPartsOf, partCountOf, partSizeOf } from './import-upload.ts';

describe('the parts of a file', () => {
  it.each([
    [1, [1]],
    [IMPORT_PART_BYTES, [IMPORT_PART_BYTES]],
    [IMPORT_PART_BYTES + 1, [IMPORT_PART_BYTES, 1]],
    [2 * IMPORT_PART_BYTES, [IMPORT_PART_BYTES, IMPORT_PART_BYTES]],
  ])('of %i bytes have the sizes %j', (size, sizes) => {
    expect(partCountOf({ size })).toBe(sizes.length);
    expect(sizes.map((_, index) => partSizeOf({ size }, index + 1))).toEqual(sizes);
  });

  it('are as many as the largest file has', () => {
    expect(partCountOf({ size: MAX_IMPORT_BYTES })).toBe(MAX_IMPORT_PARTS);
  });

  it('are missing until they are reported', () => {
    expect(missingPartsOf({ size: 3 * IMPORT_PART_BYTES, parts: { 2: '"e"' } })).toEqual([1, 3]);
  });
});
