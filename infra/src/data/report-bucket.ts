import { Aws, type RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

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
    removalPolicy,
  });

  shareValue(scope, stage, 'report-bucket/name', bucket.bucketName);
}
