import { expect, it } from 'vitest';
import { createMetricStore, KEPT_MS, MINUTE_MS } from './metric-store.ts';

const saved = { namespace: 'Catalog', name: 'Saved', dimensions: {} };
const NOON = Date.UTC(2026, 0, 31, 12);
const hour = { fromMs: NOON, untilMs: NOON + 60 * MINUTE_MS, periodMs: MINUTE_MS };

it('adds up the values of a minute, and leaves out minutes without any', () => {
  const store = createMetricStore();
  store.add(saved, 2, NOON + 59_999);
  store.add(saved, 3, NOON);
  store.add(saved, 4, NOON + 2 * MINUTE_MS);

  expect([...store.read(saved, 'Sum', hour)]).toEqual([
    [NOON, 5],
    [NOON + 2 * MINUTE_MS, 4],
  ]);
  expect([...store.read(saved, 'Maximum', hour)]).toEqual([
    [NOON, 3],
    [NOON + 2 * MINUTE_MS, 4],
  ]);
});

it('reads from the first minute on, without the last', () => {
  const store = createMetricStore();
  const { fromMs, untilMs } = hour;
  for (const at of [fromMs - 1, fromMs, untilMs - 1, untilMs]) {
    store.add(saved, 1, at);
  }

  expect([...store.read(saved, 'Sum', hour).keys()]).toEqual([fromMs, untilMs - MINUTE_MS]);
});

it('adds up longer periods', () => {
  const store = createMetricStore();
  store.add(saved, 1, NOON);
  store.add(saved, 2, NOON + 4 * MINUTE_MS);
  store.add(saved, 3, NOON + 5 * MINUTE_MS);

  expect([...store.read(saved, 'Sum', { ...hour, periodMs: 5 * MINUTE_MS }).values()]).toEqual([3, 3]);
});

it('takes metrics with other dimensions for other metrics', () => {
  const store = createMetricStore();
  store.add({ ...saved, dimensions: { code: 'A' } }, 1, NOON);

  expect(store.read(saved, 'Sum', hour).size).toBe(0);
  expect(store.read({ ...saved, dimensions: { code: 'A' } }, 'Sum', hour).size).toBe(1);
});

it('forgets what is two hours older than the newest value', () => {
  const store = createMetricStore();
  store.add(saved, 1, NOON);
  store.add(saved, 2, NOON + MINUTE_MS);
  store.add(saved, 3, NOON + KEPT_MS);

  const all = { fromMs: 0, untilMs: Infinity, periodMs: MINUTE_MS };
  expect([...store.read(saved, 'Sum', all).values()]).toEqual([2, 3]);
});
