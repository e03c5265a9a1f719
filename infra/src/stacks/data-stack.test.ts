import { describe, expect, it } from 'vitest';
import { allOf, statementsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { data, worker, splitter } = synthesize('dev');
const prod = synthesize('prod').data;

const HOUR_IN_SECONDS = 60 * 60;
const DAY_IN_SECONDS = 24 * HOUR_IN_SECONDS;
const KEEPS_STATE = new Set(['AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket']);

const stateful = (template: typeof data) =>
  Object.values(template.Resources).filter(({ Type }) => KEEPS_STATE.has(Type));
const queue = (QueueName: string) => theOne(data, 'AWS::SQS::Queue', { QueueName });
const table = (TableName: string) => theOne(data, 'AWS::DynamoDB::Table', { TableName });

describe.each(['product-queue', 'product-bulk-queue'])('%s', (name) => {
  it("hides a message for six times the worker's timeout plus the batching window", () => {
    const { Timeout } = theOne(worker, 'AWS::Lambda::Function');
    const { MaximumBatchingWindowInSeconds } = theOne(worker, 'AWS::Lambda::EventSourceMapping', {
      EventSourceArn: `{/async-catalog/${name}/arn}`,
    });

    expect(queue(name)['VisibilityTimeout']).toBe(
      6 * Number(Timeout) + Number(MaximumBatchingWindowInSeconds),
    );
  });

  it('moves a message to the dead-letter queue after more receives than seven hours can have', () => {
    expect(queue(name)['RedrivePolicy']).toEqual({
      maxReceiveCount: 100,
      deadLetterTargetArn: '${ProductDeadLetterQueue.Arn}',
    });
    expect(100 * Number(queue(name)['VisibilityTimeout'])).toBeGreaterThan(7 * HOUR_IN_SECONDS);
  });

  it('moves it early enough to leave ten days for looking at it', () => {
    expect(queue(name)['MessageRetentionPeriod']).toBe(4 * DAY_IN_SECONDS);
    expect(queue('product-dead-letter-queue')['MessageRetentionPeriod']).toBe(14 * DAY_IN_SECONDS);
  });
});

describe('product-dead-letter-queue', () => {
  it('takes messages of the two product queues only', () => {
    const arn = 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:';
    expect(queue('product-dead-letter-queue')['RedriveAllowPolicy']).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [`${arn}product-queue`, `${arn}product-bulk-queue`],
    });
  });
});

describe('import-queue', () => {
  it("hides a message for six times the splitter's timeout", () => {
    const { Timeout } = theOne(splitter, 'AWS::Lambda::Function');

    expect(queue('import-queue')['VisibilityTimeout']).toBe(6 * Number(Timeout));
    expect(queue('import-queue')['VisibilityTimeout']).toBe(12 * 60);
  });

  it('moves a message to a dead-letter queue of its own after as many receives as SQS allows', () => {
    expect(queue('import-queue')).toMatchObject({
      RedrivePolicy: { maxReceiveCount: 1000, deadLetterTargetArn: '${ImportDeadLetterQueue.Arn}' },
      MessageRetentionPeriod: 4 * DAY_IN_SECONDS,
    });
    expect(queue('import-dead-letter-queue')).toMatchObject({
      MessageRetentionPeriod: 14 * DAY_IN_SECONDS,
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:import-queue'],
      },
    });
  });
});

describe.each(['ProductTable', 'SubmissionTable', 'ImportTable'])('%s', (name) => {
  it('has the id as its key, no index, and is billed per request', () => {
    expect(table(name)).toMatchObject({
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(table(name)).not.toHaveProperty('GlobalSecondaryIndexes');
  });
});

describe('ListTable', () => {
  it('has lists of entries in order, and is billed per request', () => {
    expect(table('ListTable')).toMatchObject({
      KeySchema: [
        { AttributeName: 'list', KeyType: 'HASH' },
        { AttributeName: 'entry', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
  });
});

describe('expiry', () => {
  it.each(['SubmissionTable', 'ProductTable', 'ImportTable', 'ListTable'])(
    'deletes from %s what has an expiresAt',
    (name) => {
      expect(table(name)['TimeToLiveSpecification']).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    },
  );
});

describe('the report bucket', () => {
  const bucket = theOne(data, 'AWS::S3::Bucket');

  it('has a name that is unique across accounts and regions', () => {
    expect(bucket['BucketName']).toBe('async-catalog-reports-${AWS::AccountId}-${AWS::Region}');
  });

  it('can never be made public', () => {
    expect(bucket['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  it('deletes the files of a submission or an import a week after its record, and no report of a product', () => {
    const expiry = { ExpirationInDays: 30 + 7, Status: 'Enabled' };
    expect(bucket['LifecycleConfiguration']).toEqual({
      Rules: [
        { Prefix: 'reports/', ...expiry },
        { Prefix: 'submissions/', ...expiry },
        { Prefix: 'imports/', ...expiry, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      ],
    });
  });

  it('takes parts from pages of the console and of allowed origins, which may read their ETag, and from those of a laptop in dev', () => {
    const rule = {
      AllowedMethods: ['PUT', 'GET'],
      AllowedHeaders: ['*'],
      ExposedHeaders: ['ETag'],
      MaxAge: 3600,
    };
    expect(bucket['CorsConfiguration']).toEqual({
      CorsRules: [
        { ...rule, AllowedOrigins: ['https://*.cloudfront.net', 'http://localhost:*', 'http://127.0.0.1:*'] },
      ],
    });
    expect(theOne(prod, 'AWS::S3::Bucket')['CorsConfiguration']).toEqual({
      CorsRules: [{ ...rule, AllowedOrigins: ['https://*.cloudfront.net'] }],
    });

    const { data: open } = synthesize('prod', { allowedOrigins: ['https://shop.example'] });

    expect(theOne(open, 'AWS::S3::Bucket')['CorsConfiguration']).toEqual({
      CorsRules: [{ ...rule, AllowedOrigins: ['https://*.cloudfront.net', 'https://shop.example'] }],
    });
  });

  it('encrypts its objects', () => {
    expect(bucket['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
  });
});

describe('the queues', () => {
  it('encrypt their messages', () => {
    expect(allOf(data, 'AWS::SQS::Queue').map((properties) => properties['SqsManagedSseEnabled'])).toEqual(
      Array(5).fill(true),
    );
  });
});

describe('access without TLS', () => {
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };

  it('is denied on every queue', () => {
    const denied = statementsOf(data, 'AWS::SQS::QueuePolicy');

    expect(denied.map(({ Resource }) => Resource)).toEqual([
      '${ProductDeadLetterQueue.Arn}',
      '${ProductQueue.Arn}',
      '${ProductBulkQueue.Arn}',
      '${ImportDeadLetterQueue.Arn}',
      '${ImportQueue.Arn}',
    ]);
    for (const statement of denied) {
      expect(statement).toMatchObject({ Effect: 'Deny', Action: 'sqs:*', Condition: insecure });
    }
  });

  it('is denied on the bucket and its objects, as are versions below 1.2', () => {
    const onEverything = {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: ['${ReportBucket.Arn}', '${ReportBucket.Arn}/*'],
    };
    expect(statementsOf(data, 'AWS::S3::BucketPolicy')).toMatchObject([
      { ...onEverything, Condition: insecure },
      { ...onEverything, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    ]);
  });
});

describe('state', () => {
  it('outlives its stack in prod, but not in dev', () => {
    expect(stateful(prod).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(
      Array(11).fill('RetainExceptOnCreate'),
    );
    expect(stateful(data).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Array(11).fill('Delete'));
  });

  it('does not outlive a first deployment that failed, so that it can be created again', () => {
    const templates = Object.values(synthesize('prod').all);
    const resources = templates.flatMap(({ Resources }) => Object.values(Resources));

    expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
  });

  it('is created last where it is protected, because a protected table could not be removed again', () => {
    const { ProductTable, SubmissionTable, ImportTable, ListTable, LimitTable, ...others } = prod.Resources;

    expect(new Set(ProductTable?.DependsOn)).toEqual(new Set(Object.keys(others)));
    expect(SubmissionTable?.DependsOn).toEqual(['ProductTable']);
    expect(ImportTable?.DependsOn).toEqual(['SubmissionTable']);
    expect(ListTable?.DependsOn).toEqual(['ImportTable']);
    expect(LimitTable?.DependsOn).toEqual(['ListTable']);
    expect(JSON.stringify(others)).not.toMatch(
      /\$\{(?:ProductTable|SubmissionTable|ImportTable|ListTable|LimitTable)/,
    );
  });

  it('is protected against deletion in prod', () => {
    for (const properties of allOf(prod, 'AWS::DynamoDB::Table')) {
      expect(properties['DeletionProtectionEnabled']).toBe(true);
    }
  });
});

describe('a table', () => {
  it('can be restored to any second of the last weeks (point-in-time recovery), except one of counts that are soon worth nothing', () => {
    for (const properties of allOf(data, 'AWS::DynamoDB::Table')) {
      expect(properties['PointInTimeRecoverySpecification']).toEqual({
        PointInTimeRecoveryEnabled: properties['TableName'] !== 'LimitTable',
      });
    }
  });
});
