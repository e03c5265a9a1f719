import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INVARIANTS } from '../invariants/index.ts';
import { MUTATIONS } from './mutations.ts';

it('has a mutation for every invariant', () => {
  expect([...new Set(MUTATIONS.map(({ noticedBy }) => noticedBy))].toSorted()).toEqual(INVARIANTS.toSorted());
});

it.each(MUTATIONS)('finds the place of the mutation “$name”', ({ file, from }) => {
  expect(readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8')).toContain(from);
});
