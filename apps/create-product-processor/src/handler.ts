import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { loadConfig } from './config.ts';
import { createProcessor } from './create-processor.ts';

export const handler = createProcessor(loadConfig(), {
  documents: createDocumentClient(),
  sqs: createSqsClient(),
  s3: createS3Client(),
});
