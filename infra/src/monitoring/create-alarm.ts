import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** Where a description's link leads to, for whoever is woken up by it. */
const RUNBOOKS = 'https://github.com/async-catalog/async-catalog/blob/main/docs/runbooks';

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);

export interface AlarmSettings {
  /** Without the stage's prefix; also the name of its runbook, unless `runbook` says another. */
  readonly name: string;
  /** What hurts, and whom: one sentence. */
  readonly hurts: string;
  readonly metric: IMetric;
  /** Fires at this value and above. */
  readonly threshold: number;
  /** Fires when so many of so many periods are above; at the first one, unless said otherwise. */
  readonly periods?: readonly [above: number, of: number];
  readonly runbook?: string;
}

/** Makes an alarm that tells whoever is on call, and again when it is over. Silence is no alarm: nothing happens at night. */
export function createAlarm(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { name, hurts, metric, threshold, periods: [above, of] = [1, 1], runbook = name }: AlarmSettings,
): void {
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: `${stage.namePrefix}async-catalog-${name}`,
    alarmDescription: `${hurts} Runbook: ${RUNBOOKS}/${runbook}.md`,
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
