import { securityHeaders } from '@async-catalog/console-hosting';
import { describe, expect, it } from 'vitest';
import { allOf, statementsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

type Behaviour = Readonly<Record<string, unknown>>;

interface DistributionConfig {
  readonly CacheBehaviors: readonly Behaviour[];
  readonly DefaultCacheBehavior: Behaviour;
  readonly Origins: readonly Behaviour[];
  readonly [name: string]: unknown;
}

const { console: template, data, files } = synthesize('dev');

const configOf = (stack: typeof template) =>
  theOne(stack, 'AWS::CloudFront::Distribution')['DistributionConfig'] as DistributionConfig;

const headersOf = (stack: typeof template) =>
  (
    theOne(stack, 'AWS::CloudFront::ResponseHeadersPolicy')['ResponseHeadersPolicyConfig'] as {
      SecurityHeadersConfig: Record<string, Record<string, unknown>>;
    }
  ).SecurityHeadersConfig;

const metadataOf = (stack: typeof template) =>
  (stack as unknown as { Metadata: { site: string; config: unknown } }).Metadata;

/** CloudFront's own policies: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

describe('the bucket', () => {
  it('is private: it is read by this distribution alone, and by TLS 1.2 only', () => {
    expect(theOne(template, 'AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const statements = statementsOf(template, 'AWS::S3::BucketPolicy');
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Resource: '${Bucket.Arn}/*',
        Condition: {
          StringEquals: {
            'AWS:SourceArn':
              'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}',
          },
        },
      },
    ]);
    const refused = statements.filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => Condition);
    expect(refused).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  it('outlives its stack where a stage keeps its data', () => {
    const { console: prod } = synthesize('prod');

    expect(prod.Resources['Bucket']?.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(template.Resources['Bucket']?.DeletionPolicy).toBe('Delete');
  });
});

describe('the distribution', () => {
  const { CacheBehaviors, DefaultCacheBehavior, Origins, ...config } = configOf(template);

  it('speaks HTTP/2 and 3, and pages only by HTTPS', () => {
    expect(config).toMatchObject({ HttpVersion: 'http2and3', DefaultRootObject: 'index.html' });
    expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https' });
  });

  it('has no custom error pages, which would replace the problems of the API', () => {
    expect(config).not.toHaveProperty('CustomErrorResponses');
  });

  it('passes everything below /api to the HTTP API, with its token, and keeps no answer', () => {
    expect(CacheBehaviors).toHaveLength(1);
    expect(CacheBehaviors[0]).toMatchObject({
      PathPattern: '/api/*',
      ViewerProtocolPolicy: 'https-only',
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
      AllowedMethods: expect.arrayContaining(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']),
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: '${removeapiprefix.FunctionARN}' }],
    });
    expect(Origins.find(({ Id }) => Id === CacheBehaviors[0]?.['TargetOriginId'])).toMatchObject({
      DomainName: '{/async-catalog/http-api/id}.execute-api.${AWS::Region}.${AWS::URLSuffix}',
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
  });

  it('waits longer for the API than the HTTP API does', () => {
    const timeouts = Origins.flatMap(({ CustomOriginConfig }) =>
      CustomOriginConfig === undefined ? [] : (CustomOriginConfig as Behaviour)['OriginReadTimeout'],
    );

    expect(timeouts).toHaveLength(1);
    expect(timeouts[0]).toBeGreaterThan(30);
  });

  it('sends the same headers with every file as the local server does', () => {
    const local = securityHeaders([
      'https://{/async-catalog/report-bucket/name}.s3.${AWS::Region}.amazonaws.com',
      'https://auth.dev.async-catalog.example',
    ]);
    expect(DefaultCacheBehavior).toMatchObject({
      ResponseHeadersPolicyId: '${Headers}',
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: '${rewritepages.FunctionARN}' }],
    });
    expect(headersOf(template)).toMatchObject({
      ContentSecurityPolicy: { ContentSecurityPolicy: local['content-security-policy'] },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: local['x-frame-options'] },
      ReferrerPolicy: { ReferrerPolicy: local['referrer-policy'] },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    });
  });

  it('lets the console call the origins that its sign-in needs', () => {
    const connectOrigins = ['https://shop.auth.eu-west-1.amazoncognito.com'];

    const { console: other } = synthesize('dev', { console: { clientId: 'c', connectOrigins } });

    expect(headersOf(other)['ContentSecurityPolicy']?.['ContentSecurityPolicy']).toContain(
      'https://auth.dev.async-catalog.example https://shop.auth.eu-west-1.amazoncognito.com;',
    );
  });

  it('takes TLS 1.2 at least where the stage has a domain, which the report bucket then lets in alone', () => {
    const domain = {
      name: 'catalog.shop.example',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
    };
    const stage = synthesize('prod', { console: { clientId: 'c', connectOrigins: [], domain } });

    expect(configOf(stage.console)).toMatchObject({
      Aliases: [domain.name],
      ViewerCertificate: {
        AcmCertificateArn: domain.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
    expect(stage.console.Outputs?.['ConsoleUrl']?.['Value']).toBe('https://catalog.shop.example');
    expect(originsOf(stage.data)).toEqual(['https://catalog.shop.example']);
  });
});

function originsOf(stack: typeof data): unknown {
  const { CorsConfiguration } = theOne(stack, 'AWS::S3::Bucket') as {
    CorsConfiguration: { CorsRules: readonly { AllowedOrigins: string[] }[] };
  };
  return CorsConfiguration.CorsRules[0]?.AllowedOrigins;
}

it('names its files and its configuration in the template, so that a change of either is deployed', () => {
  const { site, config } = metadataOf(template);

  expect(files).toHaveProperty([`${site}/index.html`]);
  expect(config).toEqual({
    apiUrl: '/api',
    stage: 'dev',
    auth: {
      issuer: 'https://auth.dev.async-catalog.example',
      clientId: 'async-catalog-console',
      audience: 'https://api.dev.async-catalog.example',
    },
  });
});

it('runs no code of its own besides the two functions of the distribution', () => {
  expect(allOf(template, 'AWS::CloudFront::Function')).toHaveLength(2);
  expect(allOf(template, 'AWS::Lambda::Function')).toEqual([]);
});
