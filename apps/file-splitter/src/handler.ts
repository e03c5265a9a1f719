import {
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
} from '@async-catalog/aws-clients';
import { loadConfig } from './config.ts';
import { createFileSplitter } from './create-file-splitter.ts';

export const handler = createFileSplitter(loadConfig(), {
  documents: createDocumentClient(),
  lambda: createLambdaClient(),
  s3: createS3Client(),
  sqs: createSqsClient(),
});
