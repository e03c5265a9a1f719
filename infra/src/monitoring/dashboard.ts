import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, Dashboard, GraphWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { type Graphed, graphsOf } from './graphs.ts';

const WIDTH = 24;

export interface Watched extends Graphed {
  /** Names with the stage's prefix. */
  readonly alarms: readonly string[];
}

/** Creates a dashboard with all alarms, and the graphs below them. */
export function createDashboard(scope: Construct, stage: StageConfig, { alarms, ...graphed }: Watched): void {
  const alarmArn = (name: string): string =>
    Stack.of(scope).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `${stage.namePrefix}async-catalog`,
    periodOverride: PeriodOverride.AUTO,
    widgets: [
      [
        new AlarmStatusWidget({
          title: 'Alarms',
          width: WIDTH,
          alarms: alarms.map((name) => Alarm.fromAlarmArn(scope, `Alarm-${name}`, alarmArn(name))),
        }),
      ],
      ...graphsOf(stage, graphed).map((row) =>
        row.map((graph) => new GraphWidget({ ...graph, width: WIDTH / row.length })),
      ),
    ],
  });
}
