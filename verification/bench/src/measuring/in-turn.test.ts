import { expect, it } from 'vitest';
import { measureInTurn } from './in-turn.ts';

function setUp(rounds: number) {
  const order: string[] = [];
  const contender = (name: string) => ({
    name,
    measure: () => {
      order.push(name);
      return Promise.resolve(`${name}${order.length}`);
    },
  });
  const measuring = measureInTurn([contender('a'), contender('b'), contender('c')], rounds, () => {});
  return { order, measuring };
}

it('measures each contender once a round, another one first each time', async () => {
  const { order, measuring } = setUp(4);
  await measuring;
  expect(order.join('')).toBe('abcbcacababc');
});

it('gives what was measured by contender, in the order of the rounds', async () => {
  const measured = await setUp(2).measuring;
  expect(measured.get('a')).toEqual(['a1', 'a6']);
  expect(measured.get('c')).toEqual(['c3', 'c5']);
});
