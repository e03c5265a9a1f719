import {
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
} from '@async-catalog/aws-clients';
import { createCloudWatchClient } from '@async-catalog/aws-clients/cloudwatch';

/** Exported so that no bundler drops them as unused. */
export const clients = [
  createDocumentClient(),
  createLambdaClient(),
  createS3Client(),
  createSqsClient(),
  createCloudWatchClient(),
];

export const handler = () => Promise.resolve({ clients: clients.length });
