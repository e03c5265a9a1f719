import { expect, it } from 'vitest';
import { whatIsLeft } from './what-is-left.ts';

it.each([
  [{ notFound: [], more: false }, undefined],
  [{ notFound: [], more: true }, 'There may be others'],
  [{ notFound: ['a', 'b'], more: false }, '2 not found: somebody else has received them'],
])('says what is left after %j', (left, text) => {
  expect(whatIsLeft(left, String)?.slice(0, text?.length)).toBe(text);
});

it('calls nothing gone that a search which ended early has not reached', () => {
  const text = whatIsLeft({ notFound: ['a'], more: true }, String);

  expect(text).toContain('1 not reached');
  expect(text).not.toContain('gone');
});
