import { describe, expect, it } from 'vitest';
import { allOf, grantsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { api } = synthesize('dev');
const route = (RouteKey: string) => theOne(api, 'AWS::ApiGatewayV2::Route', { RouteKey });

describe('CatalogApi', () => {
  it('gets the variables of its Env, and no others', () => {
    expect(theOne(api, 'AWS::Lambda::Function')['Environment']).toEqual({
      Variables: {
        PROCESSOR_FUNCTION_NAME: '{/async-catalog/create-product-processor/name}',
        PRODUCT_TABLE_NAME: '{/async-catalog/product-table/name}',
        SUBMISSION_TABLE_NAME: '{/async-catalog/submission-table/name}',
        IMPORT_TABLE_NAME: '{/async-catalog/import-table/name}',
        LIST_TABLE_NAME: '{/async-catalog/list-table/name}',
        LIMIT_TABLE_NAME: '{/async-catalog/limit-table/name}',
        REQUESTS_PER_SECOND: '2000',
        PRODUCTS_PER_DAY: '100000000',
        LIMITS_TIMEOUT_MS: '5000',
        REPORT_BUCKET_NAME: '{/async-catalog/report-bucket/name}',
        PRODUCT_QUEUE_URL: '{/async-catalog/product-queue/url}',
        PRODUCT_BULK_QUEUE_URL: '{/async-catalog/product-bulk-queue/url}',
        IMPORT_QUEUE_URL: '{/async-catalog/import-queue/url}',
        PRODUCT_DEAD_LETTER_QUEUE_URL: '{/async-catalog/product-dead-letter-queue/url}',
        IMPORT_DEAD_LETTER_QUEUE_URL: '{/async-catalog/import-dead-letter-queue/url}',
        WORKER_METRIC_NAMESPACE: 'AsyncCatalog/ProductSaverWorker',
        AUTH_ISSUER: 'https://auth.dev.async-catalog.example',
        AUTH_AUDIENCE: 'https://api.dev.async-catalog.example',
        POWERTOOLS_SERVICE_NAME: 'CatalogApi',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        AWS_SDK_UA_APP_ID: 'CatalogApi',
      },
    });
  });

  it('reads the metrics of its own stage', () => {
    const { api: inProd, worker } = synthesize('prod');
    const { Variables } = theOne(inProd, 'AWS::Lambda::Function')['Environment'] as {
      Variables: Record<string, string>;
    };
    const namespaces = allOf(worker, 'AWS::Logs::MetricFilter').map(
      ({ MetricTransformations }) =>
        (MetricTransformations as Record<string, string>[])[0]?.['MetricNamespace'],
    );

    expect(new Set(namespaces)).toEqual(new Set([Variables['WORKER_METRIC_NAMESPACE']]));
  });

  it('may invoke the processor, read, cancel submissions, take imports, operate the dead letters and watch the queues, and nothing else', () => {
    const local = '${AWS::Region}:${AWS::AccountId}';
    const table = (name: string) =>
      `arn:\${AWS::Partition}:dynamodb:${local}:table/{/async-catalog/${name}-table/name}`;
    const bucket = 'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}';
    const deadLetters = '{/async-catalog/product-dead-letter-queue/arn}';
    expect(grantsOf(api)).toEqual({
      'lambda:InvokeFunction': [
        `arn:\${AWS::Partition}:lambda:${local}:function:{/async-catalog/create-product-processor/name}`,
      ],
      'dynamodb:GetItem': [table('product'), table('submission'), table('limit'), table('import')],
      'dynamodb:BatchGetItem': [table('import'), table('product'), table('submission')],
      'dynamodb:PutItem': [table('list'), table('import')],
      'dynamodb:Query': [table('list')],
      'dynamodb:UpdateItem': [table('submission'), table('limit'), table('import')],
      'dynamodb:Scan': [table('product')],
      's3:AbortMultipartUpload': [`${bucket}/imports/*`],
      's3:GetObject': [`${bucket}/reports/*`, `${bucket}/submissions/*`, `${bucket}/imports/*`],
      's3:PutObject': [`${bucket}/imports/*`],
      's3:ListBucket': [bucket],
      'sqs:SendMessage': ['{/async-catalog/import-queue/arn}', '{/async-catalog/product-bulk-queue/arn}'],
      'sqs:ReceiveMessage': [deadLetters],
      'sqs:ChangeMessageVisibility': [deadLetters],
      'sqs:DeleteMessage': [deadLetters],
      'sqs:GetQueueAttributes': [
        '{/async-catalog/import-dead-letter-queue/arn}',
        '{/async-catalog/import-queue/arn}',
        '{/async-catalog/product-bulk-queue/arn}',
        '{/async-catalog/product-dead-letter-queue/arn}',
        '{/async-catalog/product-queue/arn}',
      ],
      'cloudwatch:GetMetricData': ['*'],
      'logs:CreateLogStream': ['${CatalogApiLogs.Arn}'],
      'logs:PutLogEvents': ['${CatalogApiLogs.Arn}'],
      'xray:PutTelemetryRecords': ['*'],
      'xray:PutTraceSegments': ['*'],
    });
  });

  it('ends before API Gateway gives up on it', () => {
    expect(theOne(api, 'AWS::Lambda::Function')['Timeout']).toBeLessThan(30);
  });
});

describe('the HTTP API', () => {
  it('passes every request to CatalogApi, in payload format 2.0', () => {
    expect(route('$default')['Target']).toBe('integrations/${HttpApiDefaultRouteCatalogApi}');
    expect(
      theOne(api, 'AWS::ApiGatewayV2::Integration', { IntegrationUri: '${CatalogApi.Arn}' }),
    ).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
    });
  });

  it("accepts only tokens of the stage's issuer that are meant for this API", () => {
    expect(route('$default')).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: '${HttpApiCallers}' });
    expect(theOne(api, 'AWS::ApiGatewayV2::Authorizer')).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: 'https://auth.dev.async-catalog.example',
        Audience: ['https://api.dev.async-catalog.example'],
      },
    });
  });

  it('answers without a token only about its health and its description', () => {
    const open = allOf(api, 'AWS::ApiGatewayV2::Route').filter(
      ({ AuthorizationType }) => AuthorizationType === 'NONE',
    );

    expect(open.map(({ RouteKey }) => RouteKey)).toEqual([
      'GET /healthz',
      'HEAD /healthz',
      'GET /readyz',
      'HEAD /readyz',
      'GET /openapi.json',
      'HEAD /openapi.json',
      'GET /docs',
      'HEAD /docs',
      'GET /docs/scalar.js',
      'HEAD /docs/scalar.js',
    ]);
  });

  it('lets no page of another origin call it, unless the stage names the origin', () => {
    expect(theOne(api, 'AWS::ApiGatewayV2::Api')).not.toHaveProperty('CorsConfiguration');
    const origins = ['https://shop.example', 'https://admin.shop.example'];

    const { api: open } = synthesize('dev', { allowedOrigins: origins });

    const { CorsConfiguration } = theOne(open, 'AWS::ApiGatewayV2::Api');
    expect(CorsConfiguration).toMatchObject({
      AllowOrigins: origins,
      AllowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    });
    expect(CorsConfiguration).not.toHaveProperty('AllowCredentials');
    expect(theOne(open, 'AWS::ApiGatewayV2::Route', { RouteKey: 'OPTIONS /{proxy+}' })).toMatchObject({
      AuthorizationType: 'NONE',
    });
    expect(theOne(open, 'AWS::Lambda::Function')['Environment']).toMatchObject({
      Variables: { API_ALLOWED_ORIGINS: 'https://shop.example,https://admin.shop.example' },
    });
  });

  it("answers 429 before it exceeds the account's concurrency", () => {
    expect(theOne(api, 'AWS::ApiGatewayV2::Stage')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 500 },
    });
  });

  it('throttles each route that needs no token by itself, because nobody is counted there', () => {
    const open = ['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/scalar.js'].flatMap((path) => [
      `GET ${path}`,
      `HEAD ${path}`,
    ]);
    const throttle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
    const stage = Object.values(api.Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage');

    expect(stage?.Properties['RouteSettings']).toEqual(
      Object.fromEntries(open.map((key) => [key, throttle])),
    );
    // A stage can't have settings of a route that isn't there yet.
    const routes = Object.entries(api.Resources)
      .filter(([, { Properties }]) => open.includes(String(Properties?.['RouteKey'])))
      .map(([name]) => name);
    expect(routes).toHaveLength(open.length);
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes));
  });

  it('logs every request with its caller, and never its token', () => {
    const { AccessLogSettings } = theOne(api, 'AWS::ApiGatewayV2::Stage');
    const { Format, DestinationArn } = AccessLogSettings as { Format: string; DestinationArn: string };

    expect(DestinationArn).toBe('${AccessLog.Arn}');
    expect(JSON.parse(Format)).toMatchObject({
      caller: '$context.authorizer.claims.sub',
      status: '$context.status',
    });
    expect(Format).not.toMatch(/authorization/i);
  });

  it('passes what machines submit directly to the processor, with a token whose scope allows writing', () => {
    const processor =
      'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:{/async-catalog/create-product-processor/name}';

    for (const method of ['POST', 'PATCH', 'DELETE']) {
      expect(route(`${method} /intake/{proxy+}`)).toMatchObject({
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['catalog:write'],
      });
    }
    expect(theOne(api, 'AWS::ApiGatewayV2::Integration', { IntegrationUri: processor })).toMatchObject({
      PayloadFormatVersion: '2.0',
    });
    const permissions = allOf(api, 'AWS::Lambda::Permission').filter(
      ({ FunctionName }) => FunctionName === processor,
    );
    expect(permissions).not.toEqual([]);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        Principal: 'apigateway.amazonaws.com',
        SourceArn: expect.stringMatching(/:\$\{HttpApi\}\/\*\/\*\/intake\/\{proxy\+\}$/),
      });
    }
  });

  it('is the only caller that may invoke CatalogApi', () => {
    const permissions = allOf(api, 'AWS::Lambda::Permission').filter(
      ({ FunctionName }) => FunctionName === '${CatalogApi.Arn}',
    );
    expect(permissions).not.toEqual([]);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        Principal: 'apigateway.amazonaws.com',
        SourceArn: expect.stringContaining(
          'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${HttpApi}/*/',
        ),
      });
    }
  });
});
