import {
  type AlarmProperties,
  alarmsOf,
  allOf,
  theOne,
} from '@async-catalog/infra/testing/readable-template';
import type { SynthesizedStage } from '@async-catalog/infra/testing/synthesize';

/** Describes a stage's alarms, dashboard and saved queries. */
export function alarmsPage({ all, operations }: SynthesizedStage): string {
  const alarms = Object.values(all).flatMap(alarmsOf);
  const { DashboardBody } = theOne(operations, 'AWS::CloudWatch::Dashboard');
  const queries = allOf(operations, 'AWS::Logs::QueryDefinition');
  return `# Alarms, dashboard and saved queries

Names are those of stage \`dev\`; in other stages, each has the stage's prefix. \`verification/conformance/src/alarms.test.ts\` writes this page,
and fails when it is out of date.

## Alarms

Each alarm notifies the topic \`async-catalog-alarms\`, to which paging is subscribed, when it fires and when it is over. Missing data is healthy.

| alarm | what hurts | fires when | for |
|---|---|---|---|
${alarms.map(alarmRow).join('')}
## Dashboard \`async-catalog\`

| graph | shows | right axis |
|---|---|---|
${graphRows(String(DashboardBody)).join('')}
## Saved queries of CloudWatch Logs Insights

${queries.map(queryText).join('\n')}`;
}

function alarmRow(alarm: AlarmProperties): string {
  const [hurts, runbook = ''] = alarm.AlarmDescription.split(' Runbook: ');
  const link = runbook.slice(runbook.indexOf('runbooks/'));
  return `| [${alarm.AlarmName}](${link}) | ${hurts} | ${condition(alarm)} | ${lasting(alarm)} |\n`;
}

function condition({
  Metrics,
  MetricName,
  Statistic,
  ExtendedStatistic,
  Threshold,
}: AlarmProperties): string {
  const shown = Metrics?.find(({ ReturnData }) => ReturnData !== false);
  const metrics = Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []) ?? [];
  const what =
    shown === undefined
      ? `\`${MetricName}\`, ${Statistic?.toLowerCase() ?? ExtendedStatistic}`
      : `${shown.Label} (${[...new Set(metrics)].map((name) => `\`${name}\``).join(', ')})`;
  return `${what} ≥ ${Threshold}`;
}

function lasting({ Period, Metrics, DatapointsToAlarm, EvaluationPeriods }: AlarmProperties): string {
  const seconds = Period ?? Metrics?.flatMap(({ MetricStat }) => MetricStat?.Period ?? [])[0] ?? 0;
  return `${DatapointsToAlarm} of ${EvaluationPeriods} × ${seconds / 60} min`;
}

type GraphMetric = readonly [
  namespace: string,
  name: string,
  ...(string | Readonly<Record<string, string>>)[],
];

interface DashboardWidget {
  readonly type: string;
  readonly properties: { readonly title: string; readonly metrics?: readonly GraphMetric[] };
}

function graphRows(body: string): string[] {
  // References stand in it as text.
  const { widgets } = JSON.parse(body) as { widgets: readonly DashboardWidget[] };
  return widgets
    .filter(({ type }) => type === 'metric')
    .map(({ properties: { title, metrics = [] } }) => {
      const on = (right: boolean): string =>
        metrics
          .filter((metric) => (optionsOf(metric)['yAxis'] === 'right') === right)
          .map(nameOf)
          .join(', ');
      return `| ${title} | ${on(false)} | ${on(true)} |\n`;
    });
}

function optionsOf(metric: GraphMetric): Readonly<Record<string, string>> {
  const last = metric.at(-1);
  return typeof last === 'object' ? last : {};
}

function nameOf(metric: GraphMetric): string {
  const { label, stat } = optionsOf(metric);
  return label ?? `${metric[1]}${stat === undefined || stat === 'Sum' ? '' : ` ${stat}`}`;
}

function queryText({ Name, QueryString, LogGroupNames }: Readonly<Record<string, unknown>>): string {
  return `**${String(Name)}** on ${(LogGroupNames as string[]).map((name) => `\`${name}\``).join(', ')}

\`\`\`
${String(QueryString)}
\`\`\`
`;
}
