import { expect, it } from 'vitest';
import { survive } from './survive.ts';

it(
  'saves 300 products once each, while workers are killed and the table is throttled',
  { timeout: 120_000 },
  async () => {
    const survival = await survive({
      products: 300,
      perRequest: 100,
      killEveryMs: 2500,
      killAtOnce: 1,
      updatesPerSecond: 100,
      visibilitySeconds: 4,
      onProgress: () => {},
    });

    expect(survival).toMatchObject({ saved: 300, savedTwice: 0, toldWrongly: 0, reportedWrongly: 0 });
    expect(survival.cutOff).toBeGreaterThan(0);
    expect(survival.refused).toBeGreaterThan(0);
  },
);
