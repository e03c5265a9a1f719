import { describe, expect, it } from 'vitest';
import { STAGES, stages } from './config.ts';
import { allOf, grantsOf, theOne } from './testing/readable-template.ts';
import { synthesize } from './testing/synthesize.ts';

/**
 * Actions without resources in X-Ray and CloudWatch:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
const WITHOUT_RESOURCES = ['cloudwatch:GetMetricData', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

/** Property with the physical name, by resource type. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::ApiGatewayV2::Api': 'Name',
};

/** Names that others know and may rely on. */
const NAMES = [
  'CatalogApi',
  'CreateProductProcessor',
  'FileSplitter',
  'ImportTable',
  'ListTable',
  'ProductSaverWorker',
  'ProductTable',
  'SubmissionTable',
  'async-catalog',
  'async-catalog-reports-${AWS::AccountId}-${AWS::Region}',
  'import-dead-letter-queue',
  'import-queue',
  'product-bulk-queue',
  'product-dead-letter-queue',
  'product-queue',
];

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly violations: readonly unknown[];
    readonly suppressedViolations: readonly Readonly<
      Record<'ruleName' | 'acknowledgedAt' | 'reason', string>
    >[];
  }[];
}

describe.each(STAGES)('stage %s', (stageName) => {
  const { files, all } = synthesize(stageName);
  const stacks = Object.entries(all);
  const functions = Object.values(all).filter(
    (template) => allOf(template, 'AWS::Lambda::Function').length > 0,
  );
  const { namePrefix, logRetention } = stages[stageName];

  it.each(stacks)('declares in the %s stack what the snapshot shows', async (name, template) => {
    await expect(template).toMatchFileSnapshot(`../snapshots/${stageName}/${name}.snap`);
  });

  it('is the same to the byte when it is synthesized again', () => {
    expect(synthesize(stageName).files).toEqual(files);
  });

  it('contains nothing about the machine that it was synthesized on', () => {
    const telling = Object.entries(files).filter(([, content]) => content.includes(import.meta.dirname));
    expect(telling.map(([name]) => name)).toEqual([]);
  });

  it('has no open finding of CloudFormation or cdk-nag, and a reason for each accepted one', async () => {
    const { pluginReports } = JSON.parse(files['validation-report.json'] ?? '') as ValidationReport;
    const accepted = pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations);

    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    await expect(
      accepted.map(({ ruleName, acknowledgedAt, reason }) => ({ ruleName, acknowledgedAt, reason })),
    ).toMatchFileSnapshot(`../snapshots/${stageName}/accepted-findings.snap`);
  });

  it.each(stacks)('keeps the %s stack free to change: it exports and imports nothing', (_, template) => {
    expect(Object.values(template.Outputs ?? {}).filter((output) => 'Export' in output)).toEqual([]);
    expect(JSON.stringify(template)).not.toContain('Fn::ImportValue');
  });

  it('gives every named resource the prefix of the stage', () => {
    const names = stacks.flatMap(([, template]) =>
      Object.entries(NAMED_BY).flatMap(([type, property]) =>
        allOf(template, type).map((found) => found[property]),
      ),
    );

    expect(names.filter((name) => !String(name).startsWith(namePrefix))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(NAMES.map((name) => namePrefix + name)));
  });

  it('has the prefix by which the command line finds its log', () => {
    expect(namePrefix).toBe(stageName === 'dev' ? '' : `${stageName}-`);
  });

  it('shares every value that a stack reads', () => {
    const shared = stacks.flatMap(([, template]) =>
      allOf(template, 'AWS::SSM::Parameter').map(({ Name }) => `{${String(Name)}}`),
    );
    const asked = stacks.flatMap(([, template]) => JSON.stringify(template).match(/\{\/[^}]*\}/g) ?? []);

    expect(new Set(asked)).toEqual(new Set(shared));
  });

  it('grants no action by wildcard, and none on all resources of a kind', () => {
    const grants = stacks.flatMap(([, template]) => Object.entries(grantsOf(template)));

    expect(grants.filter(([action]) => action.includes('*'))).toEqual([]);
    const everywhere = grants.filter(([, resources]) => resources.includes('*')).map(([action]) => action);
    expect(new Set(everywhere)).toEqual(new Set(WITHOUT_RESOURCES));
  });

  it.each(functions)(
    'runs the function on arm64 and Node 24, traced, with a log of its own that is kept for a while',
    (template) => {
      const { FunctionName, ...lambda } = theOne(template, 'AWS::Lambda::Function');

      expect(lambda).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
      const LogGroupName = `/aws/lambda/${String(FunctionName)}`;
      expect(theOne(template, 'AWS::Logs::LogGroup', { LogGroupName })['RetentionInDays']).toBe(logRetention);
    },
  );
});
