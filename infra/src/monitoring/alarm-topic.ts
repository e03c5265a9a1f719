import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/** Creates the topic that every alarm notifies; subscribe your paging tool to it. */
export function createAlarmTopic(scope: Construct, stage: StageConfig): string {
  const { topicArn } = new Topic(scope, 'AlarmTopic', {
    topicName: `${stage.namePrefix}async-catalog-alarms`,
    enforceSSL: true,
  });
  shareValue(scope, stage, 'alarm-topic/arn', topicArn);
  return topicArn;
}
