import { expect, it } from 'vitest';
import { barsOf } from './bars.ts';

it('scales bars to the highest, shows the smallest, and nothing where there is nothing', () => {
  expect(barsOf([0, 1000, 1], 50)).toEqual([
    { x: 0, y: 50, height: 0 },
    { x: 1, y: 0, height: 50 },
    { x: 2, y: 49, height: 1 },
  ]);
  expect(barsOf([0, 0], 50).map(({ height }) => height)).toEqual([0, 0]);
});
