import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revisionOf } from './index.ts';

const item = fc.record({
  // Few, so that equal ones meet.
  acceptedAt: fc.constantFrom(
    '2026-01-31T09:30:00.000Z',
    '2026-01-31T09:30:00.001Z',
    '2026-11-01T00:00:00.000Z',
  ),
  submissionId: fc.constantFrom(
    '0198c0de-0000-7000-8000-000000000000',
    '0198c0de-0000-7000-8000-00000000000a',
  ),
  index: fc.oneof(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(0, 9, 10, 99, 100, 999, 1000)),
});

type Item = Parameters<typeof revisionOf>[0];

function compare(a: Item, b: Item): number {
  return (
    Date.parse(a.acceptedAt) - Date.parse(b.acceptedAt) ||
    (BigInt(`0x${a.submissionId.replaceAll('-', '')}`) > BigInt(`0x${b.submissionId.replaceAll('-', '')}`)
      ? 1
      : 0) -
      (BigInt(`0x${a.submissionId.replaceAll('-', '')}`) < BigInt(`0x${b.submissionId.replaceAll('-', '')}`)
        ? 1
        : 0) ||
    a.index - b.index
  );
}

describe('revisionOf', () => {
  it('orders, byte by byte, like time, then submission, then place in it', () => {
    fc.assert(
      fc.property(item, item, (a, b) => {
        expect(Math.sign(Buffer.compare(Buffer.from(revisionOf(a)), Buffer.from(revisionOf(b))))).toBe(
          Math.sign(compare(a, b)),
        );
      }),
    );
  });

  it('is readable', () => {
    expect(
      revisionOf({
        acceptedAt: '2026-01-31T09:30:00.000Z',
        submissionId: '0198c0de-0000-7000-8000-000000000000',
        index: 12,
      }),
    ).toBe('2026-01-31T09:30:00.000Z#0198c0de-0000-7000-8000-000000000000#000012');
  });
});
