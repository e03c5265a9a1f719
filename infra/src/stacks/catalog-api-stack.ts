import type { Env } from '@async-catalog/api/config';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { NodeFunction } from '../node-function.ts';
import { functionArn, objectArn, tableArn } from '../resource-arns.ts';
import { sharedValue } from '../shared-values.ts';

export interface CatalogApiStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly bundle: string;
}

/** The API: an HTTP API that hands every request to one function. */
export class CatalogApiStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle, ...props }: CatalogApiStackProps) {
    super(scope, id, props);
    const processorName = sharedValue(this, stage, 'create-product-processor/name');
    const productTableName = sharedValue(this, stage, 'product-table/name');
    const submissionTableName = sharedValue(this, stage, 'submission-table/name');
    const reportBucketName = sharedValue(this, stage, 'report-bucket/name');

    const api = new NodeFunction<typeof Env>(this, 'CatalogApi', {
      stage,
      functionName: 'CatalogApi',
      description: 'Answers the HTTP API',
      bundle,
      // An HTTP API gives up after 30 seconds:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
      timeout: Duration.seconds(29),
      environment: {
        PROCESSOR_FUNCTION_NAME: processorName,
        PRODUCT_TABLE_NAME: productTableName,
        SUBMISSION_TABLE_NAME: submissionTableName,
        REPORT_BUCKET_NAME: reportBucketName,
        AUTH_ISSUER: stage.auth.issuer,
        AUTH_AUDIENCE: stage.auth.audience,
      },
    });
    api.allow('SubmitProducts', ['lambda:InvokeFunction'], functionArn(this, processorName));
    api.allow('ReadProducts', ['dynamodb:GetItem'], tableArn(this, productTableName));
    api.allow('ReadSubmissions', ['dynamodb:GetItem'], tableArn(this, submissionTableName));
    api.allow('ReadReports', ['s3:GetObject'], objectArn(this, reportBucketName, 'reports/*'));

    const httpApi = new HttpApi(this, 'HttpApi', {
      apiName: `${stage.namePrefix}async-catalog`,
      defaultIntegration: new HttpLambdaIntegration('CatalogApi', api),
    });
    new CfnOutput(this, 'ApiUrl', { value: httpApi.apiEndpoint });
  }
}
