import { expect, it } from 'vitest';
import { survive } from './survive.ts';
import { oneOf } from './throttling-proxy.ts';

it(
  'saves 300 products once each, while workers are killed and the table is throttled',
  { timeout: 120_000 },
  async () => {
    const survival = await survive({
      products: 300,
      perRequest: 100,
      killEveryMs: 500,
      killAtOnce: 1,
      cutOffMost: 2,
      isTooMuch: oneOf(10),
      visibilitySeconds: 3,
      onProgress: () => {},
    });

    expect(survival).toMatchObject({ saved: 300, savedTwice: 0, toldWrongly: 0, reportedWrongly: 0 });
    expect(survival.cutOff).toBeGreaterThan(0);
    expect(survival.refused).toBeGreaterThan(0);
  },
);
