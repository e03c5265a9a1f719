import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** Folder of the runbooks, which alarm descriptions link to. */
const RUNBOOKS = 'https://github.com/async-catalog/async-catalog/blob/main/docs/runbooks';

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);

export interface AlarmSettings {
  /** Name without the stage's prefix, and by default the name of the runbook. */
  readonly name: string;
  /** One sentence on what goes wrong, and for whom. */
  readonly impact: string;
  readonly metric: IMetric;
  /** Fires at this value and above. */
  readonly threshold: number;
  /** Number of recent periods at or above the threshold that fire the alarm; 1 of 1 by default. */
  readonly periods?: readonly [above: number, of: number];
  readonly runbook?: string;
}

/**
 * Creates an alarm that notifies the topic when it fires and when it ends. Missing data is fine: at night
 * there are no requests.
 */
export function createAlarm(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { name, impact, metric, threshold, periods: [above, of] = [1, 1], runbook = name }: AlarmSettings,
): void {
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: `${stage.namePrefix}async-catalog-${name}`,
    alarmDescription: `${impact} Runbook: ${RUNBOOKS}/${runbook}.md`,
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    datapointsToAlarm: above,
    evaluationPeriods: of,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const action = { bind: () => ({ alarmActionArn: topicArn }) };
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
