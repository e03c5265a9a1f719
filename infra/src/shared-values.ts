import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { StageConfig } from './config.ts';

/** Names of the values that one stack shares with others. */
export type SharedValue =
  | 'product-queue/url'
  | 'product-queue/arn'
  | 'product-bulk-queue/url'
  | 'product-bulk-queue/arn'
  | 'product-dead-letter-queue/url'
  | 'product-dead-letter-queue/arn'
  | 'import-queue/url'
  | 'import-queue/arn'
  | 'import-dead-letter-queue/url'
  | 'import-dead-letter-queue/arn'
  | 'product-table/name'
  | 'submission-table/name'
  | 'import-table/name'
  | 'list-table/name'
  | 'limit-table/name'
  | 'report-bucket/name'
  | 'create-product-processor/name'
  | 'http-api/id'
  | 'alarm-topic/arn';

/**
 * Shares values by SSM parameters. A CloudFormation export can't change while another stack imports it, so
 * teams would have to deploy together.
 */
export function shareValue(
  scope: Construct,
  stage: StageConfig,
  value: SharedValue,
  stringValue: string,
): void {
  new StringParameter(scope, `shared/${value}`, { parameterName: parameterName(stage, value), stringValue });
}

/** Refers to the value at the time of the reading stack's deployment. */
export function sharedValue(scope: Construct, stage: StageConfig, value: SharedValue): string {
  return StringParameter.valueForStringParameter(scope, parameterName(stage, value));
}

function parameterName(stage: StageConfig, value: SharedValue): string {
  return `/${stage.namePrefix}async-catalog/${value}`;
}
