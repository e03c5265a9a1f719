import { S3Client } from '@aws-sdk/client-s3';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { hasCustomS3Endpoint } from './config.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

export function createS3Client(budget: CallBudget = {}): S3Client {
  return removeLogMiddleware(
    new S3Client({
      ...withinBudget(budget),
      // AWS wants the bucket in the host name, which doesn't resolve on most other hosts.
      forcePathStyle: hasCustomS3Endpoint(),
    }),
  );
}
