import { bucketOrigin, type ConsoleConfig } from '@async-catalog/console-hosting';
import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig, StageName } from '../config.ts';
import { createDistribution } from '../console/create-distribution.ts';
import { stageSite } from '../console/site.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import { sharedValue } from '../shared-values.ts';

export interface ConsoleStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly stageName: StageName;
  /** Folder with the built `index.html`. */
  readonly site: string;
}

/** Stack of the console: a private bucket, and the distribution that serves it beside the API. `publish-console.ts` fills the bucket. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { stage, stageName, site, ...props }: ConsoleStackProps) {
    super(scope, id, props);
    const { auth, console: settings } = stage;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: `${stage.namePrefix}async-catalog-console-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: removalPolicyOf(stage),
    });
    acknowledge(bucket, 'S1', 'Only CloudFront reads it, and its files hold no data.');
    const reportBucket = sharedValue(this, stage, 'report-bucket/name');
    const distribution = createDistribution(this, {
      stage,
      bucket,
      httpApiId: sharedValue(this, stage, 'http-api/id'),
      connect: [
        bucketOrigin(reportBucket, Aws.REGION),
        new URL(auth.issuer).origin,
        ...settings.connectOrigins,
      ],
    });
    const config: ConsoleConfig = {
      apiUrl: '/api',
      stage: stageName,
      auth: { issuer: auth.issuer, clientId: settings.clientId, audience: auth.audience },
    };
    // In the template, so that another build or configuration makes it another template, which is deployed.
    this.templateOptions.metadata = { site: stageSite(this, site), config };
    new CfnOutput(this, 'BucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'ConsoleUrl', {
      value: `https://${settings.domain?.name ?? distribution.domainName}`,
    });
  }
}
