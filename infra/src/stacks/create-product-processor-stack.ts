import type { Env } from '@async-catalog/create-product-processor/config';
import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AppStackProps } from '../app-stack-props.ts';
import { createIntakeAlarms } from '../monitoring/intake-alarms.ts';
import { limitEnvironment } from '../limit-environment.ts';
import { NodeFunction } from '../node-function.ts';
import { objectArn, tableArn } from '../resource-arns.ts';
import { shareValue, sharedValue } from '../shared-values.ts';

/** Stack of the intake, which records submissions and queues their products. */
export class CreateProductProcessorStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: AppStackProps) {
    super(scope, id, props);
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const listTableName = sharedValue(this, stage, 'list-table/name');
    const limitTableName = sharedValue(this, stage, 'limit-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');

    const processor = new NodeFunction<typeof Env>(this, 'CreateProductProcessor', {
      stage,
      functionName: 'CreateProductProcessor',
      description: 'Validates products, records the submission and puts them on the queue',
      bundle,
      // Below the API's own timeout, so that the API can still answer when this function times out.
      timeout: Duration.seconds(20),
      environment: {
        PRODUCT_QUEUE_URL: sharedValue(this, stage, 'product-queue/url'),
        PRODUCT_BULK_QUEUE_URL: sharedValue(this, stage, 'product-bulk-queue/url'),
        SUBMISSION_TABLE_NAME: submissionTableName,
        LIST_TABLE_NAME: listTableName,
        LIMIT_TABLE_NAME: limitTableName,
        ...limitEnvironment(stage),
        REPORT_BUCKET_NAME: reportBucketName,
      },
    });
    processor.allow({
      sid: 'RecordSubmission',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, submissionTableName)],
    });
    processor.allow({
      sid: 'ListSubmission',
      actions: ['dynamodb:PutItem'],
      resources: [tableArn(this, listTableName)],
    });
    processor.allow({
      sid: 'CountRequestsAndProducts',
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, limitTableName)],
    });
    processor.allow({
      sid: 'SendProducts',
      actions: ['sqs:SendMessage'],
      resources: [
        sharedValue(this, stage, 'product-queue/arn'),
        sharedValue(this, stage, 'product-bulk-queue/arn'),
      ],
    });
    processor.allow({
      sid: 'KeepRejectedItems',
      actions: ['s3:PutObject'],
      resources: [objectArn(this, reportBucketName, 'submissions/*')],
      wildcard: 'Rejected items of every submission.',
    });
    processor.allow({
      sid: 'ReportUnsentItems',
      actions: ['s3:PutObject'],
      resources: [objectArn(this, reportBucketName, 'reports/*/parts/*')],
      wildcard: 'Parts of every submission’s report.',
    });

    shareValue(this, stage, 'create-product-processor/name', processor.functionName);
    createIntakeAlarms(this, stage, sharedValue(this, stage, 'alarm-topic/arn'), processor);
  }
}
