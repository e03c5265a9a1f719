import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure } from './figure.ts';

it.each([
  [0, '0'],
  [0.012345, '0.0123'],
  [1.249, '1.25'],
  [99.96, '100'],
  [100.4, '100'],
  [1234.5, '1,235'],
  [1_000_000, '1,000,000'],
])('writes %d as %s', (value, expected) => {
  expect(figure(value)).toBe(expected);
});

describe('a figure beside its limit', () => {
  it.each([
    [1.2512, 1.25, '1.251'],
    [1.2488, 1.25, '1.249'],
    [1.25004, 1.25, '1.25004'],
    [1.25, 1.25, '1.25'],
    [1.2, 1.25, '1.2'],
    [1330.2, 1330, '1,330.2'],
  ])('shows %d beside %d as %s', (value, limit, expected) => {
    expect(figure(value, limit)).toBe(expected);
  });

  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const isNear = fc
    .tuple(number, fc.double({ min: -1e-3, max: 1e-3, noNaN: true }))
    .map(([limit, share]): [number, number] => [limit * (1 + share), limit]);

  it('can be read as above, below or equal to the limit, as it is', () => {
    fc.assert(
      fc.property(fc.oneof(isNear, fc.tuple(number, number)), ([value, limit]) => {
        const written = Number(figure(value, limit).replaceAll(',', ''));
        expect(Math.sign(written - limit)).toBe(Math.sign(value - limit));
      }),
    );
  });

  it('is written as without a limit where that is enough', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), (value) => {
        expect(figure(value, value * 2)).toBe(figure(value));
      }),
    );
  });
});
