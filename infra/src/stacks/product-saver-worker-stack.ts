import type { Env } from '@async-catalog/product-saver-worker/config';
import { Stack } from 'aws-cdk-lib';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppStackProps } from '../app-stack-props.ts';
import { createWorkerAlarms } from '../monitoring/worker-alarms.ts';
import { NodeFunction } from '../node-function.ts';
import { bucketArn, objectArn, tableArn } from '../resource-arns.ts';
import { sharedValue } from '../shared-values.ts';
import { BULK_LANE, type Lane, MAX_RECEIVE_COUNT, PRODUCT_LANE, WORKER_TIMEOUT } from '../worker-settings.ts';

/** Pattern of a product's id, the key of the report of a submission of one product. */
const PRODUCT_ID_PATTERN = '????????-????-????-????-????????????';

/** Stack of the worker, which saves products, settles submissions and writes reports. */
export class ProductSaverWorkerStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: AppStackProps) {
    super(scope, id, props);
    const productTableName = sharedValue(this, stage, 'product-table/name');
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const importTableName = sharedValue(this, stage, 'import-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');
    const productQueueArn = sharedValue(this, stage, 'product-queue/arn');
    const productBulkQueueArn = sharedValue(this, stage, 'product-bulk-queue/arn');

    const worker = new NodeFunction<typeof Env>(this, 'ProductSaverWorker', {
      stage,
      functionName: 'ProductSaverWorker',
      description: 'Saves products from the queue, settles their submissions and writes the reports',
      bundle,
      timeout: WORKER_TIMEOUT,
      environment: {
        PRODUCT_TABLE_NAME: productTableName,
        SUBMISSION_TABLE_NAME: submissionTableName,
        IMPORT_TABLE_NAME: importTableName,
        REPORT_BUCKET_NAME: reportBucketName,
        PRODUCT_QUEUE_URL: sharedValue(this, stage, 'product-queue/url'),
        PRODUCT_BULK_QUEUE_URL: sharedValue(this, stage, 'product-bulk-queue/url'),
        IMPORT_QUEUE_URL: sharedValue(this, stage, 'import-queue/url'),
        DEAD_LETTER_QUEUE_URL: sharedValue(this, stage, 'product-dead-letter-queue/url'),
        MAX_RECEIVE_COUNT: String(MAX_RECEIVE_COUNT),
      },
    });
    worker.allow({
      sid: 'TakeMessages',
      actions: [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
      resources: [productQueueArn, productBulkQueueArn],
    });
    worker.allow({
      sid: 'BuryMessages',
      actions: ['sqs:SendMessage'],
      resources: [sharedValue(this, stage, 'product-dead-letter-queue/arn')],
    });
    worker.allow({
      sid: 'SaveAndSettle',
      actions: ['dynamodb:UpdateItem'],
      resources: [tableArn(this, productTableName), tableArn(this, submissionTableName)],
    });
    worker.allow({
      sid: 'ReadWhatIsCancelled',
      actions: ['dynamodb:BatchGetItem'],
      resources: [tableArn(this, submissionTableName)],
    });
    worker.allow({
      // Replaces what it has read, under a condition. No role may delete an item.
      sid: 'MergeWithSavedProduct',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [tableArn(this, productTableName)],
    });
    worker.allow({
      sid: 'CountChunksOfImports',
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, importTableName)],
    });
    worker.allow({
      sid: 'FinishImports',
      actions: ['sqs:SendMessage'],
      resources: [sharedValue(this, stage, 'import-queue/arn')],
    });
    worker.allow({
      sid: 'WriteReports',
      actions: ['s3:PutObject'],
      resources: [
        objectArn(this, reportBucketName, 'reports/*'),
        objectArn(this, reportBucketName, PRODUCT_ID_PATTERN),
      ],
      wildcard: 'Reports of every submission.',
    });
    worker.allow({
      sid: 'ReadWhatReportsAreMadeOf',
      actions: ['s3:GetObject'],
      resources: [
        objectArn(this, reportBucketName, 'reports/*'),
        objectArn(this, reportBucketName, 'submissions/*'),
      ],
      wildcard: 'Parts and rejected items of every submission.',
    });
    worker.allow({
      sid: 'ListReportParts',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(this, reportBucketName)],
      conditions: { StringLike: { 's3:prefix': 'reports/*' } },
    });

    this.#addMapping('ProductQueueMapping', worker, productQueueArn, PRODUCT_LANE);
    this.#addMapping('ProductBulkQueueMapping', worker, productBulkQueueArn, BULK_LANE);
    createWorkerAlarms(this, stage, sharedValue(this, stage, 'alarm-topic/arn'));
  }
  #addMapping(id: string, target: IFunction, eventSourceArn: string, lane: Lane): void {
    new EventSourceMapping(this, id, {
      target,
      eventSourceArn,
      batchSize: lane.batchSize,
      maxBatchingWindow: lane.batchingWindow,
      maxConcurrency: lane.maximumConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
