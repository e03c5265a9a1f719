import { parseFilterPattern } from '@async-catalog/local-cloud';
import {
  alarmsOf,
  allOf,
  type MetricOfAlarm,
  type ReadableTemplate,
} from '@async-catalog/infra/testing/readable-template';
import type { LogLine } from '../recording/exercise-catalog.ts';

/** Lists the metrics of alarms and dashboards: namespace, name, and each dimension with its value. */
export function watchedMetrics(templates: readonly ReadableTemplate[]): string[] {
  const ofAlarms = templates
    .flatMap(alarmsOf)
    .flatMap((alarm) =>
      alarm.Metrics === undefined
        ? (alarm as MetricOfAlarm)
        : alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
    );
  const ofDashboards = templates
    .flatMap((template) => allOf(template, 'AWS::CloudWatch::Dashboard'))
    .flatMap(({ DashboardBody }) => JSON.parse(String(DashboardBody)).widgets as Widget[])
    .flatMap(({ properties: { metrics = [] } }) => metrics)
    .map((metric) => metric.filter((part) => typeof part === 'string').join(' '));
  return [
    ...ofAlarms.map(({ Namespace, MetricName, Dimensions }) =>
      [Namespace, MetricName, ...(Dimensions ?? []).flatMap(({ Name, Value }) => [Name, Value])].join(' '),
    ),
    ...ofDashboards,
  ];
}

interface Widget {
  readonly properties: { readonly metrics?: readonly (readonly unknown[])[] };
}

interface Filter {
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly {
    readonly MetricNamespace: string;
    readonly MetricName: string;
  }[];
}

/** Lists the metrics, namespace and name, whose filters match one of the lines. */
export function measuredMetrics(
  templates: readonly ReadableTemplate[],
  lines: readonly LogLine[],
): Set<string> {
  const filters = templates.flatMap((template) => allOf(template, 'AWS::Logs::MetricFilter')) as unknown;
  return new Set(
    (filters as Filter[])
      .filter(({ FilterPattern }) => lines.some((line) => parseFilterPattern(FilterPattern)?.(line)))
      .flatMap(({ MetricTransformations }) =>
        MetricTransformations.map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`),
      ),
  );
}

/** Lists the names of a line's fields, `outer.inner` for nested ones. */
export function fieldsOf(line: LogLine, prefix = ''): string[] {
  return Object.entries(line).flatMap(([name, value]) => {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    const field = `${prefix}${name}`;
    return isNested ? [field].concat(fieldsOf(value as LogLine, `${field}.`)) : field;
  });
}

/**
 * Reads the message that a Logs Insights query filters by, and the log fields that it names.
 */
export function askedFor(query: string): { message: string | undefined; fields: string[] } {
  const lists = [...query.matchAll(/(?:fields|by) ([^|]*)/g)].map(([, list = '']) => list);
  const used = [...query.matchAll(/(?:filter |latest\(|max\()([\w.]+)/g)].map(([, name = '']) => name);
  const listed = lists.flatMap((list) => list.split(',').map((name) => name.trim()));
  return {
    message: /message = "([^"]*)"/.exec(query)?.[1],
    fields: [...new Set([...listed, ...used])].filter((name) => /^[a-z][\w.]*$/i.test(name)),
  };
}
