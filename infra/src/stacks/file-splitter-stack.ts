import type { Env } from '@async-catalog/file-splitter/config';
import { Stack } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppStackProps } from '../app-stack-props.ts';
import { createImportAlarms } from '../monitoring/import-alarms.ts';
import { NodeFunction } from '../node-function.ts';
import { bucketArn, functionArn, objectArn, tableArn } from '../resource-arns.ts';
import { sharedValue } from '../shared-values.ts';
import { SPLITTER_CONCURRENCY, SPLITTER_MEMORY_MB, SPLITTER_TIMEOUT } from '../splitter-settings.ts';

/** Stack of the file splitter, which reads imported files and writes their reports. */
export class FileSplitterStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: AppStackProps) {
    super(scope, id, props);
    const importTableName = sharedValue(this, stage, 'import-table/name');
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const productTableName = sharedValue(this, stage, 'product-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');
    const processorName = sharedValue(this, stage, 'create-product-processor/name');
    const importQueueArn = sharedValue(this, stage, 'import-queue/arn');

    const splitter = new NodeFunction<typeof Env>(this, 'FileSplitter', {
      stage,
      functionName: 'FileSplitter',
      description: 'Reads imported files, submits their rows in chunks and merges the reports of the chunks',
      bundle,
      timeout: SPLITTER_TIMEOUT,
      memoryMb: SPLITTER_MEMORY_MB,
      environment: {
        IMPORT_TABLE_NAME: importTableName,
        IMPORT_QUEUE_URL: sharedValue(this, stage, 'import-queue/url'),
        SUBMISSION_TABLE_NAME: submissionTableName,
        PRODUCT_TABLE_NAME: productTableName,
        REPORT_BUCKET_NAME: reportBucketName,
        PROCESSOR_FUNCTION_NAME: processorName,
      },
    });
    splitter.allow({
      sid: 'TakeMessages',
      actions: [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
      resources: [importQueueArn],
    });
    splitter.allow({ sid: 'QueueTheEnd', actions: ['sqs:SendMessage'], resources: [importQueueArn] });
    splitter.allow({
      sid: 'RecordProgress',
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, importTableName)],
    });
    splitter.allow({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: [objectArn(this, reportBucketName, 'imports/*')],
      wildcard: 'Files of every import.',
    });
    splitter.allow({
      sid: 'SubmitChunks',
      actions: ['lambda:InvokeFunction'],
      resources: [functionArn(this, processorName)],
    });
    splitter.allow({
      sid: 'PreviewChanges',
      actions: ['dynamodb:BatchGetItem'],
      resources: [tableArn(this, productTableName)],
    });
    splitter.allow({
      // Of an import that ended early, it settles what was never queued.
      sid: 'ReadAndSettleChunks',
      actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, submissionTableName)],
    });
    splitter.allow({
      sid: 'ReadReportsOfChunks',
      actions: ['s3:GetObject'],
      resources: [
        objectArn(this, reportBucketName, 'reports/*'),
        objectArn(this, reportBucketName, 'submissions/*'),
      ],
      wildcard: 'Reports, their parts and rejected items of every chunk.',
    });
    splitter.allow({
      // Lists the parts of a report. Without it, or with a condition on the prefix, S3 answers 403 instead of 404 where there is no report yet.
      sid: 'ListReportParts',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(this, reportBucketName)],
    });
    splitter.allow({
      // What has an extension: the file itself, which has none, stays as it was sent.
      sid: 'WriteReportsAndDryRuns',
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      resources: [objectArn(this, reportBucketName, 'imports/*/*.*')],
      wildcard: 'Reports, and results of dry runs, of every import.',
    });

    new EventSourceMapping(this, 'ImportQueueMapping', {
      target: splitter,
      eventSourceArn: importQueueArn,
      batchSize: 1,
      maxConcurrency: SPLITTER_CONCURRENCY,
      reportBatchItemFailures: true,
    });
    createImportAlarms(this, stage, sharedValue(this, stage, 'alarm-topic/arn'));
  }
}
