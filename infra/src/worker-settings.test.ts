import { SAVES_PER_READ } from '@async-catalog/product-saver-worker/cancellations';
import { expect, it } from 'vitest';
import { BULK_LANE, PRODUCT_LANE } from './worker-settings.ts';

/** Items that can still be saved once a cancellation is answered, as the API says. */
const MAX_SAVED_AFTER_CANCELLATION = 1000;

it.each([
  ['small', PRODUCT_LANE],
  ['large', BULK_LANE],
])('lets at most 1,000 items of %s submissions be saved after they are cancelled', (_, lane) => {
  const perInvocation = Math.min(SAVES_PER_READ, lane.batchSize);

  expect(lane.maximumConcurrency * perInvocation).toBeLessThanOrEqual(MAX_SAVED_AFTER_CANCELLATION);
});
