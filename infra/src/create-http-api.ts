import { CORS } from '@async-catalog/api/cors';
import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnRoute,
  type CfnStage,
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
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

/** Rate and burst of each route that needs no token: monitors and people ask seldom, and each answer is the same. */
const OPEN_THROTTLE = { rateLimit: 20, burstLimit: 40 };

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
    ...(stage.allowedOrigins.length > 0 && { corsPreflight: corsPreflight(stage.allowedOrigins) }),
    defaultIntegration: integration,
    defaultAuthorizer: new HttpJwtAuthorizer('Callers', stage.auth.issuer, {
      authorizerName: 'callers',
      jwtAudience: [stage.auth.audience],
    }),
  });
  const openRoutes: HttpRoute[] = [];
  for (const path of OPEN_PATHS) {
    const routes = httpApi.addRoutes({
      path,
      methods: [HttpMethod.GET, HttpMethod.HEAD],
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    openRoutes.push(...routes);
    for (const route of routes) {
      acknowledge(route, 'APIG4', 'Monitors and clients read it before they have a token; it tells no data.');
    }
  }
  if (stage.allowedOrigins.length > 0) {
    // $default takes OPTIONS too, and asks it for a token, which browsers don't send with a preflight:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    const [preflight] = httpApi.addRoutes({
      path: '/{proxy+}',
      methods: [HttpMethod.OPTIONS],
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    openRoutes.push(preflight!);
    acknowledge(preflight!, 'APIG4', 'Browsers ask it before they send the token; it tells no data.');
  }
  const accessLog = new LogGroup(scope, 'AccessLog', {
    // This prefix needs no resource policy:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    logGroupName: `/aws/vendedlogs/${stage.namePrefix}async-catalog-api`,
    retention: stage.logRetention,
    removalPolicy: removalPolicyOf(stage),
  });
  const httpStage = new HttpStage(scope, 'DefaultStage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle: THROTTLE,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
  });
  throttleRoutes(httpStage, openRoutes);
  return httpApi;
}

/** Gives each of the routes a rate and a burst of its own: nobody is named there whose requests could be counted. */
function throttleRoutes(stage: HttpStage, routes: readonly HttpRoute[]): void {
  const cfnStage = stage.node.defaultChild as CfnStage;
  // By the names of CloudFormation's schema: the property is free JSON there.
  cfnStage.routeSettings = Object.fromEntries(
    routes.map(({ node }) => [
      (node.defaultChild as CfnRoute).routeKey,
      {
        ThrottlingRateLimit: OPEN_THROTTLE.rateLimit,
        ThrottlingBurstLimit: OPEN_THROTTLE.burstLimit,
      },
    ]),
  );
  // A stage refuses settings of a route that isn't there yet.
  stage.node.addDependency(...routes);
}

/** Repeats the API's own settings, so that the gateway's refusals can be read by pages of allowed origins too. */
function corsPreflight(allowedOrigins: readonly string[]): CorsPreflightOptions {
  return {
    allowOrigins: [...allowedOrigins],
    allowMethods: CORS.allowMethods.map((method) => CorsHttpMethod[method]),
    allowHeaders: [...CORS.allowHeaders],
    exposeHeaders: [...CORS.exposeHeaders],
    maxAge: Duration.seconds(CORS.maxAge),
  };
}
