import { expect, it } from 'vitest';
import type { MetricFilterSpec } from '../model.ts';
import { createMetricFilters, MAX_DIMENSION_VALUES } from './metric-filters.ts';
import { createMetricStore, type MetricId } from './metric-store.ts';

const NOON = Date.UTC(2026, 0, 31, 12);
const spec: MetricFilterSpec = {
  logGroup: '/logs',
  pattern: '{ ($.message = "Saved") }',
  namespace: 'Catalog',
  metricName: 'Saved',
  value: 1,
  dimensions: {},
};

function setUp(...specs: Partial<MetricFilterSpec>[]) {
  const store = createMetricStore();
  const take = createMetricFilters(
    specs.map((overrides) => ({ ...spec, ...overrides })),
    store,
  );
  return {
    write: (line: unknown, logGroup = '/logs') =>
      take(logGroup, typeof line === 'string' ? line : JSON.stringify(line), NOON),
    sum: (dimensions: MetricId['dimensions'] = {}) => {
      const id = { namespace: 'Catalog', name: 'Saved', dimensions };
      const range = { fromMs: NOON, untilMs: NOON + 1, periodMs: 60_000 };
      return store.read(id, 'Sum', range).get(NOON);
    },
  };
}

it('counts the lines of its log group that match', () => {
  const { write, sum } = setUp({});
  write({ message: 'Saved' });
  write({ message: 'Saved' });
  write({ message: 'Failed' });
  write({ message: 'Saved' }, '/other');

  expect(sum()).toBe(2);
});

it('adds up a field, where it is a number', () => {
  const { write, sum } = setUp({ value: { field: 'saved' } });
  write({ message: 'Saved', saved: 3 });
  write({ message: 'Saved', saved: 0 });
  write({ message: 'Saved', saved: 'two' });
  write({ message: 'Saved' });

  expect(sum()).toBe(3);
});

it('counts by the value of a field, and not where it has none', () => {
  const { write, sum } = setUp({ dimensions: { code: 'reason' } });
  write({ message: 'Saved', reason: 'A' });
  write({ message: 'Saved', reason: 'B' });
  write({ message: 'Saved', reason: 'A' });
  write({ message: 'Saved' });

  expect([sum(), sum({ code: 'A' }), sum({ code: 'B' })]).toEqual([undefined, 2, 1]);
});

it.each(['', 'plain text', '{', '[]'])('makes nothing of the line %j', (line) => {
  const { write, sum } = setUp({});
  write(line);

  expect(sum()).toBeUndefined();
});

it('disables a filter that finds too many values, and no other', () => {
  const { write, sum } = setUp({ dimensions: { code: 'reason' } }, {});
  for (let n = 1; n < MAX_DIMENSION_VALUES; n += 1) {
    write({ message: 'Saved', reason: String(n) });
  }
  write({ message: 'Saved', reason: '1' });
  expect([sum({ code: '1' }), sum({ code: String(MAX_DIMENSION_VALUES - 1) })]).toEqual([2, 1]);

  write({ message: 'Saved', reason: 'one too many' });
  write({ message: 'Saved', reason: '1' });

  expect([sum({ code: '1' }), sum({ code: 'one too many' })]).toEqual([2, undefined]);
  expect(sum()).toBe(MAX_DIMENSION_VALUES + 2);
});
