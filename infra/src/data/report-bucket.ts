import { SUBMISSION_RETENTION_SECONDS } from '@async-catalog/product-schema';
import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/** A submission's files outlive its record, which DynamoDB deletes within days of its time. */
const RETENTION = Duration.seconds(SUBMISSION_RETENTION_SECONDS).plus(Duration.days(7));

/**
 * Makes the bucket of reports. Not versioned: a report is derived from the submission's record and written again on purpose, no
 * role may delete one, and old versions would only be paid for.
 */
export function createReportBucket(scope: Construct, stage: StageConfig, removalPolicy: RemovalPolicy): void {
  const bucket = new Bucket(scope, 'ReportBucket', {
    // Bucket names are global: account and region make this one ours.
    bucketName: `${stage.namePrefix}async-catalog-reports-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // The report of a submission of one product, under the product's id, stays: it is replaced when the product is submitted again.
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
