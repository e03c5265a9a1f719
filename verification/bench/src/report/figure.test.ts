import { expect, it } from 'vitest';
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
