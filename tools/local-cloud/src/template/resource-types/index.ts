import { bucketType } from './bucket.ts';
import { eventSourceMappingType } from './event-source-mapping.ts';
import { functionType } from './function.ts';
import { logGroupType } from './log-group.ts';
import { metricFilterType } from './metric-filter.ts';
import { parameterType } from './parameter.ts';
import { queueType } from './queue.ts';
import type { ResourceType } from './resource-type.ts';
import { tableType } from './table.ts';

/** Resource types that run locally. */
export const RESOURCE_TYPES = {
  'AWS::DynamoDB::Table': tableType,
  'AWS::Lambda::EventSourceMapping': eventSourceMappingType,
  'AWS::Lambda::Function': functionType,
  'AWS::Logs::LogGroup': logGroupType,
  'AWS::Logs::MetricFilter': metricFilterType,
  'AWS::S3::Bucket': bucketType,
  'AWS::SQS::Queue': queueType,
  'AWS::SSM::Parameter': parameterType,
} satisfies Record<string, ResourceType>;
export type SupportedType = keyof typeof RESOURCE_TYPES;

/** Resource types that are left out, each with the reason why the local run behaves the same without it. */
export const TYPES_LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::': 'the API runs on Node, without API Gateway',
  'AWS::CDK::Metadata': 'description',
  'AWS::CloudFront::': 'the API’s Node server serves the console',
  'AWS::CloudWatch::': 'alarms and dashboards',
  'AWS::IAM::': 'access control',
  'AWS::Lambda::Permission': 'access control',
  'AWS::Logs::QueryDefinition': 'log lines go to `onLog` as they are written',
  'AWS::S3::BucketPolicy': 'access control',
  'AWS::SNS::Topic': 'alarms are left out; a subscription is refused',
  'AWS::SQS::QueuePolicy': 'access control',
};
