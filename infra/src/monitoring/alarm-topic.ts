import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/** Creates the topic that every alarm notifies; subscribe your paging tool to it. */
export function createAlarmTopic(scope: Construct, stage: StageConfig): string {
  const topic = new Topic(scope, 'AlarmTopic', {
    topicName: `${stage.namePrefix}async-catalog-alarms`,
    enforceSSL: true,
  });
  // `enforceSSL` gives the topic a policy, which replaces the one that SNS would give it and that lets CloudWatch publish.
  // https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
  const { account } = Stack.of(scope);
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsPublish',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': buildAlarmArn(scope, `${stage.namePrefix}async-catalog-*`) },
        StringEquals: { 'aws:SourceAccount': account },
      },
    }),
  );
  shareValue(scope, stage, 'alarm-topic/arn', topic.topicArn);
  return topic.topicArn;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
function buildAlarmArn(scope: Construct, alarmName: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarmName}`;
}
