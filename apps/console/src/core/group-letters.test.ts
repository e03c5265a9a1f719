import { expect, it } from 'vitest';
import { CUT_OFF, groupLetters } from './group-letters.ts';

it('groups dead letters by reason, most first, and oldest first within', () => {
  const early = '2026-01-01T00:00:00.000Z';
  const late = '2026-01-02T00:00:00.000Z';
  const groups = groupLetters([
    { id: '1', sentAt: late, body: '{}' },
    { id: '2', sentAt: late, body: '{}', code: 'PRODUCT_TOO_LARGE' },
    { id: '3', sentAt: early, body: '{}', code: 'PRODUCT_TOO_LARGE' },
  ]);

  expect(groups.map(({ code, letters }) => [code, letters.map(({ id }) => id)])).toEqual([
    ['PRODUCT_TOO_LARGE', ['3', '2']],
    [CUT_OFF, ['1']],
  ]);
});
