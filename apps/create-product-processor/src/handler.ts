import { createDocumentClient, createSqsClient, once } from '@async-catalog/aws-clients';
import { LIMITER_BUDGET } from '@async-catalog/caller-limits';
import { loadConfig } from './config.ts';
import { createProcessor } from './create-processor.ts';

export const handler = createProcessor(loadConfig(), {
  documents: createDocumentClient(),
  limits: createDocumentClient(LIMITER_BUDGET),
  sqs: createSqsClient(),
  s3: once(async () => (await import('@async-catalog/aws-clients/s3')).createS3Client()),
});
