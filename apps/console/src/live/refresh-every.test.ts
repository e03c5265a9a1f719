import { expect, it } from 'vitest';
import { refreshEvery } from './refresh-every.ts';

it('reads again at the given interval while answers come, and less often after an error', () => {
  const interval = refreshEvery(5000);

  expect(interval({ state: { status: 'pending' } })).toBe(5000);
  expect(interval({ state: { status: 'success' } })).toBe(5000);
  expect(interval({ state: { status: 'error' } })).toBe(15_000);
  expect(refreshEvery(60_000)({ state: { status: 'error' } })).toBe(60_000);
});
