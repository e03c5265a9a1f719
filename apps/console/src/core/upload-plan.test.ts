import { describe, expect, it } from 'vitest';
import { missingParts, partRange, receivedBytes } from './upload-plan.ts';

const upload = { partBytes: 8, partCount: 3, received: [3, 1] };

describe('upload plan', () => {
  it('cuts a file into parts of which the last is shorter', () => {
    expect([1, 2, 3].map((number) => partRange(upload, 20, number))).toEqual([
      [0, 8],
      [8, 16],
      [16, 20],
    ]);
  });

  it('lists the parts that the API does not have', () => {
    expect(missingParts(upload)).toEqual([2]);
    expect(missingParts({ ...upload, received: [] })).toEqual([1, 2, 3]);
    expect(missingParts({ ...upload, received: [1, 2, 3] })).toEqual([]);
  });

  it('counts the bytes that the API has, in whatever order it got them', () => {
    expect(receivedBytes(upload, 20)).toBe(12);
    expect(receivedBytes({ ...upload, received: [] }, 20)).toBe(0);
  });
});
