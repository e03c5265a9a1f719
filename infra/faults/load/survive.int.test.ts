import { expect, it } from 'vitest';
import { survive } from './survive.ts';

it(
  'saves 200 products once each, while workers are killed and the table is throttled',
  { timeout: 120_000 },
  async () => {
    const survival = await survive({
      products: 200,
      perRequest: 100,
      killEveryMs: 1000,
      killAtOnce: 1,
      updatesPerSecond: 60,
      visibilitySeconds: 3,
      onProgress: () => {},
    });

    expect(survival).toMatchObject({ saved: 200, savedTwice: 0, toldWrongly: 0, reportedWrongly: 0 });
    expect(survival.cutOff).toBeGreaterThan(0);
    expect(survival.refused).toBeGreaterThan(0);
  },
);
