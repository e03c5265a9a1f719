import { expect, it } from 'vitest';
import { INVARIANTS } from '../invariants/index.ts';
import { MUTATIONS } from './mutations.ts';

it('has a mutation for every invariant', () => {
  expect([...new Set(MUTATIONS.map(({ noticedBy }) => noticedBy))].toSorted()).toEqual(INVARIANTS.toSorted());
});
