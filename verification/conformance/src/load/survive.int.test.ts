import { expect, it } from 'vitest';
import { survive } from './survive.ts';
import { oneOf } from './throttle.ts';

it('saves 300 products once each, while workers are killed and the table is throttled', async () => {
  const result = await survive({
    products: 300,
    perRequest: 100,
    killEvery: 100,
    killAtOnce: 1,
    maxKills: 2,
    isTooMuch: oneOf(10, { updates: 300 }),
    visibilitySeconds: 3,
    onProgress: () => {},
  });

  expect(result).toMatchObject({ saved: 300, savedTwice: 0, notShownSaved: 0, wrongReports: 0 });
  expect(result).toMatchObject({ kills: 2, cutOff: 2 });
  expect(result.refused).toBeGreaterThan(0);
});
