import { S3Client } from '@aws-sdk/client-s3';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { hasCustomS3Endpoint } from './config.ts';
import { withoutLog } from './without-log.ts';

export function createS3Client(budget: CallBudget = {}): S3Client {
  return withoutLog(
    new S3Client({
      ...withinBudget(budget),
      // AWS wants the bucket in the host name; `bucket.host` doesn't resolve for most other hosts.
      forcePathStyle: hasCustomS3Endpoint(),
    }),
  );
}
