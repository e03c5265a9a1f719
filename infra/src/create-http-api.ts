import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { StageConfig } from './config.ts';
import { removalPolicyOf } from './removal-policy.ts';

/** Paths that need no token: health and documentation. */
const OPEN_PATHS = ['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/scalar.js'];

/**
 * Rate and burst of requests above which API Gateway answers 429: half the default concurrency of an account.
 */
const THROTTLE = { rateLimit: 500, burstLimit: 500 };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  caller: '$context.authorizer.claims.sub',
  sourceIp: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** Creates an HTTP API that checks the token of every request and passes it to one function. */
export function createHttpApi(scope: Construct, stage: StageConfig, target: IFunction): HttpApi {
  const integration = new HttpLambdaIntegration('CatalogApi', target);
  const httpApi = new HttpApi(scope, 'HttpApi', {
    apiName: `${stage.namePrefix}async-catalog`,
    createDefaultStage: false,
    defaultIntegration: integration,
    defaultAuthorizer: new HttpJwtAuthorizer('Callers', stage.auth.issuer, {
      authorizerName: 'callers',
      jwtAudience: [stage.auth.audience],
    }),
  });
  for (const path of OPEN_PATHS) {
    const routes = httpApi.addRoutes({
      path,
      methods: [HttpMethod.GET],
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    for (const route of routes) {
      acknowledge(route, 'APIG4', 'Monitors and clients read it before they have a token; it tells no data.');
    }
  }
  const accessLog = new LogGroup(scope, 'AccessLog', {
    // This prefix needs no resource policy:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    logGroupName: `/aws/vendedlogs/${stage.namePrefix}async-catalog-api`,
    retention: stage.logRetention,
    removalPolicy: removalPolicyOf(stage),
  });
  new HttpStage(scope, 'DefaultStage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle: THROTTLE,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
  });
  return httpApi;
}
