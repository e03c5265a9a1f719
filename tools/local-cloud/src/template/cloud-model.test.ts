import { describe, expect, it } from 'vitest';
import { UnsupportedTemplateError, type TemplateProblem } from '../errors.ts';
import type { Assembly } from './assembly.ts';
import { assemblyOf, type Stacks } from '../testing/assembly-builder.ts';
import { createCloudModel } from './cloud-model.ts';

const SQS = 'http://127.0.0.1:4566';
const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'ProductSaverWorker',
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'worker.zip' },
    Handler: 'handler.handler',
    Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
  },
};
const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'product-queue' } };
const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'ProductTable',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  },
};
const transformation = { MetricName: 'Saved', MetricNamespace: 'Catalog', MetricValue: '1' };
const mapping = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Worker' } },
};

function modelOf(stacks: Stacks) {
  return createCloudModel(assemblyOf(stacks, { 'worker.zip': '/cdk.out/asset.worker' }), SQS);
}

function problemsOf(assembly: Assembly): readonly TemplateProblem[] {
  try {
    createCloudModel(assembly, SQS);
  } catch (error) {
    if (error instanceof UnsupportedTemplateError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

/** Lists the problems of a resource with changed properties, in a stack with a queue and a function. */
function problemsWith(resource: { Type: string; Properties: object }, properties: object) {
  const changed = { ...resource, Properties: { ...resource.Properties, ...properties } };
  const resources = { Role: role, Queue: queue, Worker: worker, Changed: changed };
  return problemsOf(assemblyOf({ App: { Resources: resources } }, { 'worker.zip': '/asset' })).map(
    ({ property, problem }) => `${property}: ${problem}`,
  );
}

describe('createCloudModel', () => {
  it('reads a queue, with every attribute in the form that SQS takes', () => {
    const properties = {
      QueueName: 'product-queue',
      DelaySeconds: 1,
      MaximumMessageSize: 1_048_576,
      MessageRetentionPeriod: 345_600,
      ReceiveMessageWaitTimeSeconds: '20',
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 5 },
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 180,
    };
    const resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: properties },
      DeadLetters: { Type: 'AWS::SQS::Queue' },
    };

    expect(modelOf({ Data: { Resources: resources } }).queues).toEqual([
      {
        name: 'product-queue',
        arn: `${ARN}product-queue`,
        attributes: {
          DelaySeconds: '1',
          MaximumMessageSize: '1048576',
          MessageRetentionPeriod: '345600',
          ReceiveMessageWaitTimeSeconds: '20',
          RedrivePolicy: `{"deadLetterTargetArn":"${ARN}Data-DeadLetters","maxReceiveCount":5}`,
          VisibilityTimeout: '180',
        },
      },
      { name: 'Data-DeadLetters', arn: `${ARN}Data-DeadLetters`, attributes: {} },
    ]);
  });

  it('reads a table with its keys and indexes', () => {
    const index = {
      IndexName: 'byOwner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    };
    const properties = {
      ...table.Properties,
      AttributeDefinitions: [
        ...table.Properties.AttributeDefinitions,
        { AttributeName: 'owner', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [index],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    };

    expect(modelOf({ Data: { Resources: { Table: { ...table, Properties: properties } } } }).tables).toEqual([
      {
        name: 'ProductTable',
        keySchema: table.Properties.KeySchema,
        attributeDefinitions: properties.AttributeDefinitions,
        globalSecondaryIndexes: [index],
      },
    ]);
  });

  it('reads a bucket, with its generated name in lower case', () => {
    const resources = { Reports: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: {} } } };

    expect(modelOf({ AsyncCatalogData: { Resources: resources } }).buckets).toEqual([
      { name: 'asynccatalogdata-reports' },
    ]);
  });

  it('reads the rules by which pages may use a bucket, and ignores when its objects end', () => {
    const rule = {
      AllowedHeaders: ['*'],
      AllowedMethods: ['PUT', 'GET'],
      AllowedOrigins: ['http://localhost:*'],
      ExposedHeaders: ['ETag'],
      MaxAge: 3600,
    };
    const Properties = {
      BucketName: 'reports',
      CorsConfiguration: { CorsRules: [rule] },
      LifecycleConfiguration: { Rules: [{ Prefix: 'imports/', ExpirationInDays: 37, Status: 'Enabled' }] },
    };

    expect(
      modelOf({ Data: { Resources: { Reports: { Type: 'AWS::S3::Bucket', Properties } } } }).buckets,
    ).toEqual([{ name: 'reports', corsRules: [rule] }]);
  });

  it('reads a function with its code, limits and environment', () => {
    const properties = {
      ...worker.Properties,
      Environment: {
        Variables: { QUEUE_URL: { Ref: 'Queue' }, TABLE: { Ref: 'Table' }, LEVEL: 5, DEBUG: false },
      },
      MemorySize: 512,
      ReservedConcurrentExecutions: 2,
      Timeout: 30,
    };
    const resources = {
      Role: role,
      Queue: queue,
      Table: table,
      Worker: { ...worker, Properties: properties },
    };

    expect(modelOf({ App: { Resources: resources } }).functions).toEqual([
      {
        name: 'ProductSaverWorker',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:ProductSaverWorker',
        codeDirectory: '/cdk.out/asset.worker',
        handler: 'handler.handler',
        timeoutSeconds: 30,
        memoryMb: 512,
        environment: {
          QUEUE_URL: `${SQS}/000000000000/product-queue`,
          TABLE: 'ProductTable',
          LEVEL: '5',
          DEBUG: 'false',
        },
        reservedConcurrency: 2,
        logGroup: '/aws/lambda/ProductSaverWorker',
      },
    ]);
  });

  it('reads a metric filter, and the log group of the function whose lines it reads', () => {
    const properties = {
      FilterPattern: '{ ($.message = "Saved") && ($.saved >= 0) }',
      LogGroupName: { Ref: 'Logs' },
      MetricTransformations: [
        {
          Dimensions: [{ Key: 'code', Value: '$.reason' }],
          MetricName: 'Saved',
          MetricNamespace: 'Catalog',
          MetricValue: '$.saved',
        },
      ],
    };
    const resources = {
      Role: role,
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/logs', RetentionInDays: 7 } },
      Worker: {
        ...worker,
        Properties: {
          ...worker.Properties,
          LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: 'Logs' } },
        },
      },
      Filter: { Type: 'AWS::Logs::MetricFilter', Properties: properties },
    };

    const { functions, metricFilters } = modelOf({ App: { Resources: resources } });

    expect(functions).toMatchObject([{ logGroup: '/logs' }]);
    expect(metricFilters).toEqual([
      {
        logGroup: '/logs',
        pattern: '{ ($.message = "Saved") && ($.saved >= 0) }',
        namespace: 'Catalog',
        metricName: 'Saved',
        value: { field: 'saved' },
        dimensions: { code: 'reason' },
      },
    ]);
  });

  it("gives a function without settings Lambda's defaults", () => {
    const { functions } = modelOf({ App: { Resources: { Role: role, Worker: worker } } });

    expect(functions).toMatchObject([{ timeoutSeconds: 3, memoryMb: 128, environment: {} }]);
  });

  it('reads an event source mapping with all its settings', () => {
    const properties = {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
      BatchSize: 100,
      Enabled: false,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    };
    const resources = {
      Role: role,
      Queue: queue,
      Worker: worker,
      Mapping: { ...mapping, Properties: properties },
    };

    expect(modelOf({ App: { Resources: resources } }).mappings).toEqual([
      {
        id: 'App-Mapping',
        queueArn: `${ARN}product-queue`,
        functionName: 'ProductSaverWorker',
        batchSize: 100,
        maximumBatchingWindowSeconds: 1,
        maximumConcurrency: 2,
        reportBatchItemFailures: true,
        enabled: false,
      },
    ]);
  });

  it("gives an event source mapping without settings Lambda's defaults", () => {
    const resources = { Role: role, Queue: queue, Worker: worker, Mapping: mapping };

    expect(modelOf({ App: { Resources: resources } }).mappings).toEqual([
      {
        id: 'App-Mapping',
        queueArn: `${ARN}product-queue`,
        functionName: 'ProductSaverWorker',
        batchSize: 10,
        maximumBatchingWindowSeconds: 0,
        reportBatchItemFailures: false,
        enabled: true,
      },
    ]);
  });

  it('follows an SSM parameter from the stack that reads it to the one that writes it', () => {
    const parameter = {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/catalog/queue-arn', Type: 'String', Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    };
    const reading = { Properties: { ...mapping.Properties, EventSourceArn: { Ref: 'QueueArn' } } };
    const { mappings } = modelOf({
      App: {
        Parameters: {
          QueueArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/catalog/queue-arn' },
          BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
        },
        Resources: { Role: role, Worker: worker, Mapping: { ...mapping, ...reading } },
      },
      Data: { Resources: { Queue: queue, Parameter: parameter } },
    });

    expect(mappings).toMatchObject([{ queueArn: `${ARN}product-queue` }]);
  });

  it('follows an export from the stack that imports it to the one that exports it', () => {
    const importing = {
      Properties: { ...mapping.Properties, EventSourceArn: { 'Fn::ImportValue': 'Data:Queue' } },
    };
    const { mappings } = modelOf({
      App: { Resources: { Role: role, Worker: worker, Mapping: { ...mapping, ...importing } } },
      Data: {
        Resources: { Queue: queue },
        Outputs: {
          Plain: { Value: 'x' },
          Exported: {
            Value: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Queue' } },
          },
        },
      },
    });

    expect(mappings).toMatchObject([{ queueArn: `${ARN}product-queue` }]);
  });

  it('leaves out a resource whose condition is false', () => {
    const model = modelOf({
      Data: {
        Conditions: { Elsewhere: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] } },
        Resources: { Queue: queue, Other: { ...queue, Condition: 'Elsewhere' } },
      },
    });

    expect(model.queues.map(({ name }) => name)).toEqual(['product-queue']);
  });

  it('resolves nothing in a resource that it leaves out', () => {
    const unresolvable = { 'Fn::GetAZs': '' };
    const resources = {
      Role: { ...role, Properties: { Path: unresolvable } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: unresolvable } },
      ApiUrl: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/api', Type: 'String', Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
      },
      Queue: { ...queue, Properties: { ...queue.Properties, Tags: unresolvable } },
      Metadata: {
        Type: 'AWS::CDK::Metadata',
        Properties: { Analytics: 'v2' },
        Condition: 'CDKMetadataAvailable',
      },
    };

    expect(modelOf({ Data: { Resources: resources } }).queues).toHaveLength(1);
  });

  it.each([
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::Logs::QueryDefinition',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
  ])('leaves out %s, which only people look at, and a shared value that names it', (Type) => {
    const watching = { Type, Properties: { Name: { 'Fn::GetAtt': ['Queue', 'QueueName'] } } };
    const shared = {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/shared', Type: 'String', Value: { Ref: 'Watching' } },
    };

    const { queues } = modelOf({ App: { Resources: { Queue: queue, Watching: watching, Shared: shared } } });

    expect(queues).toHaveLength(1);
  });
});

describe('createCloudModel, refusing', () => {
  it.each([
    [{ FilterPattern: 'ERROR' }, /^FilterPattern: only .* is supported/],
    [{ FilterPattern: '{ $.message = "Saved" }' }, /^FilterPattern: /],
    [{ MetricTransformations: [] }, /^MetricTransformations: /],
    [{ MetricTransformations: [{ ...transformation, MetricValue: '1.5' }] }, /MetricValue/],
    [{ MetricTransformations: [{ ...transformation, MetricValue: '$.a.b' }] }, /MetricValue/],
    [
      { MetricTransformations: [{ ...transformation, DefaultValue: 0 }] },
      /^MetricTransformations.0: .*Default/,
    ],
    [
      { MetricTransformations: [{ ...transformation, Dimensions: [{ Key: 'a', Value: '$.a[0]' }] }] },
      /Dimensions.0.Value: only a field/,
    ],
    [{ ApplyOnTransformedLogs: true }, /^ApplyOnTransformedLogs: this property is not honoured/],
  ])('names what it does not support of a metric filter: %j', (properties, problem) => {
    const filter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        FilterPattern: '{ ($.message = "Saved") }',
        LogGroupName: '/logs',
        MetricTransformations: [transformation],
      },
    };

    expect(problemsWith(filter, {})).toEqual([]);
    expect(problemsWith(filter, properties)).toEqual([expect.stringMatching(problem)]);
  });

  it('names every problem at once: stack, logical id, type and property', () => {
    const assembly = assemblyOf({
      Data: {
        Transform: 'AWS::Serverless-2016-10-31',
        Resources: {
          Stream: { Type: 'AWS::Kinesis::Stream' },
          Fifo: {
            Type: 'AWS::SQS::Queue',
            Properties: { FifoQueue: true, VisibilityTimeout: { 'Fn::GetAZs': '' } },
          },
        },
      },
      Other: {
        Resources: { Table: { ...table, Properties: { ...table.Properties, BillingMode: 'PROVISIONED' } } },
      },
    });

    expect(() => createCloudModel(assembly, SQS)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_TEMPLATE',
        message: [
          'The local cloud does not support everything in the templates:',
          '- Data/Transform (template): macros are only expanded by AWS',
          '- Data/Stream (AWS::Kinesis::Stream): this resource type is not run locally',
          '- Data/Fifo (AWS::SQS::Queue) FifoQueue: this property is not honoured locally',
          '- Data/Fifo (AWS::SQS::Queue) VisibilityTimeout: Fn::GetAZs is not supported',
          '- Other/Table (AWS::DynamoDB::Table) BillingMode: Invalid input: expected "PAY_PER_REQUEST"',
          'Leave it out of infra, or add it to src/template/resource-types of @async-catalog/local-cloud,',
          'either as supported, or as ignored with the reason why nothing changes without it.',
        ].join('\n'),
      }),
    );
  });

  it.each([
    [
      'a stream',
      table,
      { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
      'StreamSpecification: this property',
    ],
    [
      'a notification',
      { Type: 'AWS::S3::Bucket', Properties: {} },
      { NotificationConfiguration: {} },
      'Notification',
    ],
    [
      'a method that CORS does not know',
      { Type: 'AWS::S3::Bucket', Properties: {} },
      { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }] } },
      'CorsConfiguration.CorsRules.0.AllowedMethods.0: Invalid option',
    ],
    ['a network', worker, { FunctionName: 'x', VpcConfig: {} }, 'VpcConfig: this property'],
    [
      'another runtime',
      worker,
      { FunctionName: 'x', Runtime: 'python3.13' },
      'Runtime: Invalid input: expected "nodejs',
    ],
    [
      'inline code',
      worker,
      { FunctionName: 'x', Code: { S3Key: 'worker.zip', ZipFile: '' } },
      'Code: Unrecognized key: "ZipFile"',
    ],
    [
      'code without an asset',
      worker,
      { FunctionName: 'x', Code: { S3Key: 'y' } },
      'Code: the assembly has no asset y',
    ],
    ['a filter', mapping, { FilterCriteria: { Filters: [] } }, 'FilterCriteria: this property'],
    [
      'a nested property',
      mapping,
      { ScalingConfig: { Mode: 'x' } },
      'ScalingConfig: Unrecognized key: "Mode"',
    ],
    [
      'a source that is not a queue',
      mapping,
      { EventSourceArn: 'arn:x' },
      "EventSourceArn: arn:x isn't a queue",
    ],
    ['an unknown function', mapping, { FunctionName: 'x' }, "FunctionName: x isn't a function"],
    [
      'a value of a resource that is left out',
      mapping,
      { EventSourceArn: { 'Fn::GetAtt': 'Role.Arn' } },
      'Role (AWS::IAM::Role) does not exist locally',
    ],
    [
      'an unknown attribute',
      mapping,
      { EventSourceArn: { 'Fn::GetAtt': 'Queue.X' } },
      'X of Queue (AWS::SQS::Queue) is not known',
    ],
    ['an undeclared name', mapping, { FunctionName: { Ref: 'Nowhere' } }, 'stack App declares no Nowhere'],
    [
      'an unknown export',
      mapping,
      { FunctionName: { 'Fn::ImportValue': 'x' } },
      'no stack of the assembly exports x',
    ],
    ['a second resource of the same name', queue, {}, 'another resource has the same name, product-queue'],
    ['an unknown condition', { ...queue, Condition: 'x' }, {}, 'there is no condition x'],
  ])('refuses %s', (_, resource, properties, message) => {
    expect(problemsWith(resource, properties)).toEqual([expect.stringContaining(message)]);
  });

  it('accepts a whole number as text, but no other text', () => {
    expect(problemsWith(mapping, { BatchSize: '10' })).toEqual([]);
    expect(problemsWith(mapping, { BatchSize: 'ten' })).toEqual([expect.stringContaining('BatchSize: ')]);
    expect(problemsWith(mapping, { BatchSize: 1.5 })).toEqual([expect.stringContaining('BatchSize: ')]);
  });

  it('refuses code that is an archive', () => {
    const archive = { path: '/cdk.out/worker.zip', packaging: 'file' as const };
    const assembly = assemblyOf({ App: { Resources: { Role: role, Worker: worker } } });

    expect(problemsOf({ ...assembly, assets: new Map([['worker.zip', archive]]) })).toMatchObject([
      {
        stack: 'App',
        logicalId: 'Worker',
        property: 'Code',
        problem: expect.stringContaining('/cdk.out/worker.zip is an archive'),
      },
    ]);
  });

  it.each([
    ['no default value', { Type: 'String' }, 'parameter Name has no default value'],
    ['another type', { Type: 'List<Number>', Default: '1' }, 'type List<Number>, which is not supported'],
    [
      'the name of an SSM parameter that no stack declares',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/nowhere' },
      'no stack of the assembly declares the SSM parameter /nowhere',
    ],
  ])('refuses the use of a template parameter with %s', (_, parameter, message) => {
    const named = { ...queue, Properties: { QueueName: { Ref: 'Name' } } };
    const assembly = assemblyOf({ Data: { Parameters: { Name: parameter }, Resources: { Queue: named } } });

    expect(problemsOf(assembly)).toMatchObject([
      { property: 'QueueName', problem: expect.stringContaining(message) },
    ]);
  });
});
