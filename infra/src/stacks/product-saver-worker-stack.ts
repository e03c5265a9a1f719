import type { Env } from '@async-catalog/product-saver-worker/config';
import { Stack, type StackProps } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { NodeFunction } from '../node-function.ts';
import { objectArn, tableArn } from '../resource-arns.ts';
import { sharedValue } from '../shared-values.ts';
import {
  BATCHING_WINDOW,
  BATCH_SIZE,
  MAXIMUM_CONCURRENCY,
  MAX_RECEIVE_COUNT,
  WORKER_TIMEOUT,
} from '../worker-settings.ts';

export interface ProductSaverWorkerStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly bundle: string;
}

/** The worker: saves what the queue holds, settles the submissions, writes their reports. */
export class ProductSaverWorkerStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: ProductSaverWorkerStackProps) {
    super(scope, id, props);
    const productTableName = sharedValue(this, stage, 'product-table/name');
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');
    const productQueueArn = sharedValue(this, stage, 'product-queue/arn');

    const worker = new NodeFunction<typeof Env>(this, 'ProductSaverWorker', {
      stage,
      functionName: 'ProductSaverWorker',
      description: 'Saves products from the queue, settles their submissions and writes the reports',
      bundle,
      timeout: WORKER_TIMEOUT,
      environment: {
        PRODUCT_TABLE_NAME: productTableName,
        SUBMISSION_TABLE_NAME: submissionTableName,
        REPORT_BUCKET_NAME: reportBucketName,
        PRODUCT_QUEUE_URL: sharedValue(this, stage, 'product-queue/url'),
        DEAD_LETTER_QUEUE_URL: sharedValue(this, stage, 'product-dead-letter-queue/url'),
        MAX_RECEIVE_COUNT: String(MAX_RECEIVE_COUNT),
      },
    });
    worker.allow(
      'TakeMessages',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      productQueueArn,
    );
    worker.allow(
      'BuryMessages',
      ['sqs:SendMessage'],
      sharedValue(this, stage, 'product-dead-letter-queue/arn'),
    );
    worker.allow(
      'SaveAndSettle',
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      tableArn(this, productTableName),
      tableArn(this, submissionTableName),
    );
    worker.allow('WriteReports', ['s3:PutObject'], objectArn(this, reportBucketName, '*'));

    new EventSourceMapping(this, 'ProductQueueMapping', {
      target: worker,
      eventSourceArn: productQueueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: BATCHING_WINDOW,
      maxConcurrency: MAXIMUM_CONCURRENCY,
      reportBatchItemFailures: true,
    });
  }
}
