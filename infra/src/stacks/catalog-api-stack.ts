import type { Env } from '@async-catalog/api/config';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AppStackProps } from '../app-stack-props.ts';
import { createHttpApi } from '../create-http-api.ts';
import { addIntakeRoute } from '../intake-route.ts';
import { createApiAlarms } from '../monitoring/api-alarms.ts';
import { metricNamespace } from '../monitoring/own-metrics.ts';
import { limitEnvironment } from '../limit-environment.ts';
import { NodeFunction } from '../node-function.ts';
import { bucketArn, functionArn, objectArn, tableArn } from '../resource-arns.ts';
import { shareValue, sharedValue } from '../shared-values.ts';

/** Stack of the API: an HTTP API that passes every request with a valid token to one function. */
export class CatalogApiStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: AppStackProps) {
    super(scope, id, props);
    const processorName = sharedValue(this, stage, 'create-product-processor/name');
    const productTableName = sharedValue(this, stage, 'product-table/name');
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const importTableName = sharedValue(this, stage, 'import-table/name');
    const listTableName = sharedValue(this, stage, 'list-table/name');
    const limitTableName = sharedValue(this, stage, 'limit-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');

    const api = new NodeFunction<typeof Env>(this, 'CatalogApi', {
      stage,
      functionName: 'CatalogApi',
      description: 'Answers the HTTP API',
      bundle,
      // An HTTP API times out after 30 seconds:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
      timeout: Duration.seconds(29),
      environment: {
        PROCESSOR_FUNCTION_NAME: processorName,
        PRODUCT_TABLE_NAME: productTableName,
        SUBMISSION_TABLE_NAME: submissionTableName,
        IMPORT_TABLE_NAME: importTableName,
        LIST_TABLE_NAME: listTableName,
        LIMIT_TABLE_NAME: limitTableName,
        ...limitEnvironment(stage),
        REPORT_BUCKET_NAME: reportBucketName,
        PRODUCT_QUEUE_URL: sharedValue(this, stage, 'product-queue/url'),
        PRODUCT_BULK_QUEUE_URL: sharedValue(this, stage, 'product-bulk-queue/url'),
        IMPORT_QUEUE_URL: sharedValue(this, stage, 'import-queue/url'),
        PRODUCT_DEAD_LETTER_QUEUE_URL: sharedValue(this, stage, 'product-dead-letter-queue/url'),
        IMPORT_DEAD_LETTER_QUEUE_URL: sharedValue(this, stage, 'import-dead-letter-queue/url'),
        WORKER_METRIC_NAMESPACE: metricNamespace(stage, 'ProductSaverWorker'),
        AUTH_ISSUER: stage.auth.issuer,
        AUTH_AUDIENCE: stage.auth.audience,
        ...(stage.allowedOrigins.length > 0 && { API_ALLOWED_ORIGINS: stage.allowedOrigins.join(',') }),
      },
    });
    api.allow({
      sid: 'SubmitProducts',
      actions: ['lambda:InvokeFunction'],
      resources: [functionArn(this, processorName)],
    });
    api.allow({
      sid: 'ReadProductsAndSubmissions',
      actions: ['dynamodb:GetItem'],
      resources: [tableArn(this, productTableName), tableArn(this, submissionTableName)],
    });
    api.allow({
      sid: 'ReadWhatListsName',
      actions: ['dynamodb:BatchGetItem'],
      resources: [productTableName, submissionTableName, importTableName].map((name) => tableArn(this, name)),
    });
    api.allow({
      // Adds imports; the processor adds submissions.
      sid: 'ReadAndAddToLists',
      actions: ['dynamodb:PutItem', 'dynamodb:Query'],
      resources: [tableArn(this, listTableName)],
    });
    api.allow({
      sid: 'CancelSubmissions',
      actions: ['dynamodb:UpdateItem'],
      resources: [tableArn(this, submissionTableName)],
    });
    api.allow({
      sid: 'CountRequests',
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, limitTableName)],
    });
    api.allow({
      sid: 'ListProducts',
      actions: ['dynamodb:Scan'],
      resources: [tableArn(this, productTableName)],
    });
    api.allow({
      sid: 'ReadReports',
      actions: ['s3:GetObject'],
      resources: [
        objectArn(this, reportBucketName, 'reports/*'),
        objectArn(this, reportBucketName, 'submissions/*'),
      ],
      wildcard: 'Reports, their parts and rejected items of every submission.',
    });
    api.allow({
      // Lists the parts of a report. Without it, S3 answers 403 instead of 404 where there is no report yet.
      sid: 'ListReportParts',
      actions: ['s3:ListBucket'],
      resources: [bucketArn(this, reportBucketName)],
    });

    api.allow({
      sid: 'RecordImports',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [tableArn(this, importTableName)],
    });
    api.allow({
      // Also whatever the URLs allow that it signs.
      sid: 'TakeFilesAndReadTheirReports',
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      resources: [objectArn(this, reportBucketName, 'imports/*')],
      wildcard: 'Files of every import, and their reports.',
    });
    api.allow({
      sid: 'QueueImports',
      actions: ['sqs:SendMessage'],
      resources: [sharedValue(this, stage, 'import-queue/arn')],
    });
    api.allow({
      // A batch of changes of visibility needs no action of its own:
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
      sid: 'ListAndRemoveDeadLetters',
      actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      resources: [sharedValue(this, stage, 'product-dead-letter-queue/arn')],
    });
    api.allow({
      sid: 'RedriveDeadLetters',
      actions: ['sqs:SendMessage'],
      resources: [sharedValue(this, stage, 'product-bulk-queue/arn')],
    });
    api.allow({
      sid: 'CheckAndCountQueues',
      actions: ['sqs:GetQueueAttributes'],
      resources: [
        sharedValue(this, stage, 'product-queue/arn'),
        sharedValue(this, stage, 'product-bulk-queue/arn'),
        sharedValue(this, stage, 'import-queue/arn'),
        sharedValue(this, stage, 'product-dead-letter-queue/arn'),
        sharedValue(this, stage, 'import-dead-letter-queue/arn'),
      ],
    });
    api.allow({
      sid: 'ReadMetrics',
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
      wildcard: 'Neither GetMetricData nor X-Ray has resource-level permissions.',
    });

    const httpApi = createHttpApi(this, stage, api);
    addIntakeRoute(httpApi, processorName);
    new CfnOutput(this, 'ApiUrl', { value: httpApi.apiEndpoint });
    createApiAlarms(this, stage, sharedValue(this, stage, 'alarm-topic/arn'), httpApi);
    shareValue(this, stage, 'http-api/id', httpApi.apiId);
  }
}
