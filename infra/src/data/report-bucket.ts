import { SUBMISSION_RETENTION_SECONDS } from '@async-catalog/product-schema';
import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../config.ts';
import { consoleOrigin } from '../console/origins.ts';
import { shareValue } from '../shared-values.ts';

/**
 * Retention of the files of a submission or an import: longer than its record's, which DynamoDB deletes within days
 * of its expiry.
 */
const RETENTION = Duration.seconds(SUBMISSION_RETENTION_SECONDS).plus(Duration.days(7));

/** Time after which what was uploaded of a file that was never finished is deleted. */
const ABANDONED = Duration.days(7);

/**
 * Creates the bucket of reports and of imported files. It isn't versioned: reports are derived from records and rewritten
 * on purpose, files are written once, and no role may delete an object.
 */
export function createReportBucket(scope: Construct, stage: StageConfig, removalPolicy: RemovalPolicy): void {
  const bucket = new Bucket(scope, 'ReportBucket', {
    // Bucket names are global; account and region make this one unique.
    bucketName: `${stage.namePrefix}async-catalog-reports-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // A report under a product's own id stays until that product is submitted again.
    lifecycleRules: [
      ...['reports/', 'submissions/'].map((prefix) => ({ prefix, expiration: RETENTION })),
      { prefix: 'imports/', expiration: RETENTION, abortIncompleteMultipartUploadAfter: ABANDONED },
    ],
    cors: corsRules([consoleOrigin(stage), ...stage.allowedOrigins, ...stage.uploadOrigins]),
    removalPolicy,
  });
  acknowledge(
    bucket,
    'S1',
    'Only functions use it, and whoever the API gave a URL to; both are in the functions’ own logs, with the caller.',
  );

  shareValue(scope, stage, 'report-bucket/name', bucket.bucketName);
}

/** Lets pages of these origins upload the parts of a file, whose `ETag` they report to the API, and read reports. */
function corsRules(allowedOrigins: string[]): CorsRule[] {
  return [
    {
      allowedOrigins,
      allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
      allowedHeaders: ['*'],
      exposedHeaders: ['ETag'],
      maxAge: Duration.hours(1).toSeconds(),
    },
  ];
}
