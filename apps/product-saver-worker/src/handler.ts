import { createDocumentClient, createS3Client, once } from '@async-catalog/aws-clients';
import { loadConfig } from './config.ts';
import { CALL_BUDGET, createWorker } from './create-worker.ts';

export const handler = createWorker(loadConfig(), {
  documents: createDocumentClient(CALL_BUDGET),
  sqs: once(async () => (await import('@async-catalog/aws-clients/sqs')).createSqsClient(CALL_BUDGET)),
  s3: createS3Client(CALL_BUDGET),
});
