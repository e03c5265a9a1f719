import path from 'node:path';
import { contentSecurityPolicy } from '@async-catalog/console-hosting';
import { Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../config.ts';

/** Longer than the 30 s after which the HTTP API gives up. */
const API_READ_TIMEOUT = Duration.seconds(35);

interface DistributionProps {
  readonly stage: StageConfig;
  readonly bucket: Bucket;
  readonly httpApiId: string;
  /** Origins besides its own that the console calls. */
  readonly connect: readonly string[];
}

/** Creates one origin for the console and, below `/api`, the API: the console needs no CORS there. */
export function createDistribution(
  scope: Construct,
  { stage, bucket, httpApiId, connect }: DistributionProps,
): Distribution {
  const { region, urlSuffix } = Stack.of(scope);
  const { domain } = stage.console;
  const distribution = new Distribution(scope, 'Distribution', {
    comment: `${stage.namePrefix}async-catalog-console`,
    defaultRootObject: 'index.html',
    httpVersion: HttpVersion.HTTP2_AND_3,
    ...(domain && {
      domainNames: [domain.name],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    }),
    defaultBehavior: {
      // It may read and not list, so S3 answers 403 where there is no file.
      origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket), // its types don't match under exactOptionalPropertyTypes
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Obeys the Cache-Control of each file.
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: createHeaders(scope, stage, connect),
      functionAssociations: [onRequest(scope, stage, 'rewrite-pages')],
    },
    additionalBehaviors: {
      '/api/*': {
        origin: new HttpOrigin(`${httpApiId}.execute-api.${region}.${urlSuffix}`, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          readTimeout: API_READ_TIMEOUT,
        }),
        // No redirect: the token would have been sent unencrypted before it.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // The HTTP API is found by its own Host. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        functionAssociations: [onRequest(scope, stage, 'remove-api-prefix')],
      },
    },
  });
  acknowledge(distribution, 'CFR1', 'Products are sold everywhere: no country is refused.');
  acknowledge(distribution, 'CFR2', 'The files hold no data; the HTTP API asks for a token and throttles.');
  acknowledge(
    distribution,
    'CFR3',
    'The files hold no data; what the API is asked is in its own log, with the caller.',
  );
  if (domain === undefined) {
    acknowledge(
      distribution,
      'CFR4',
      'CloudFront’s own domain has its own minimum of TLS; a stage with a domain has 1.2.',
    );
  }
  return distribution;
}

/** Adds the function of the file with this name, which sees each request before it is answered from the cache. */
function onRequest(scope: Construct, { namePrefix }: StageConfig, name: string) {
  const edgeFunction = new EdgeFunction(scope, name, {
    functionName: `${namePrefix}async-catalog-${name}`,
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromFile({ filePath: path.join(import.meta.dirname, `${name}.js`) }),
  });
  return { eventType: FunctionEventType.VIEWER_REQUEST, function: edgeFunction };
}

function createHeaders(
  scope: Construct,
  { namePrefix }: StageConfig,
  connect: readonly string[],
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyName: `${namePrefix}async-catalog-console`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connect), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
  });
}
