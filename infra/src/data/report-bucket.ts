import { SUBMISSION_RETENTION_SECONDS } from '@async-catalog/product-schema';
import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/**
 * Retention of a submission's files: longer than its record's, which DynamoDB deletes within days of its
 * expiry.
 */
const RETENTION = Duration.seconds(SUBMISSION_RETENTION_SECONDS).plus(Duration.days(7));

/**
 * Creates the bucket of reports. It isn't versioned: reports are derived from records and rewritten on
 * purpose, and no role may delete one.
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
    lifecycleRules: ['reports/', 'submissions/'].map((prefix) => ({ prefix, expiration: RETENTION })),
    removalPolicy,
  });
  acknowledge(
    bucket,
    'S1',
    'Two functions write and two read it; what they do is in their own logs, with the caller.',
  );

  shareValue(scope, stage, 'report-bucket/name', bucket.bucketName);
}
