import type { MetricFilterSpec } from '../model.ts';
import { parseFilterPattern } from './filter-pattern.ts';
import type { MetricStore } from './metric-store.ts';

/**
 * Different values of a filter's dimensions, after which it is disabled. On AWS, as many in an hour.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const MAX_DIMENSION_VALUES = 1000;

/** Creates the function that makes metrics of log lines. A line that is no JSON object makes none. */
export function createMetricFilters(
  specs: readonly MetricFilterSpec[],
  store: MetricStore,
): (logGroup: string, line: string, atMs: number) => void {
  const byLogGroup = Map.groupBy(specs.map(createMetricFilter), ({ spec }) => spec.logGroup);
  return (logGroup, line, atMs) => {
    const filters = byLogGroup.get(logGroup);
    const fields = filters && parseLine(line);
    if (fields === undefined) {
      return;
    }
    for (const { spec, matches, seen } of filters ?? []) {
      const value = typeof spec.value === 'number' ? spec.value : fields[spec.value.field];
      const dimensions = dimensionsOf(spec, fields);
      if (!matches(fields) || typeof value !== 'number' || dimensions === undefined) {
        continue;
      }
      if (seen.size < MAX_DIMENSION_VALUES) {
        seen.add(JSON.stringify(dimensions));
      }
      if (seen.size < MAX_DIMENSION_VALUES) {
        store.add({ namespace: spec.namespace, name: spec.metricName, dimensions }, value, atMs);
      }
    }
  };
}

function createMetricFilter(spec: MetricFilterSpec) {
  const matches = parseFilterPattern(spec.pattern) ?? (() => false);
  return { spec, matches, seen: new Set<string>() };
}

function parseLine(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Reads the values of the dimensions. Without one of them there is no metric. */
function dimensionsOf(
  { dimensions }: MetricFilterSpec,
  fields: Readonly<Record<string, unknown>>,
): Record<string, string> | undefined {
  const entries = Object.entries(dimensions).map(([name, field]) => [name, fields[field]] as const);
  return entries.every(([, value]) => typeof value === 'string')
    ? Object.fromEntries(entries as [string, string][])
    : undefined;
}
