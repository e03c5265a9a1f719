import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';

/** Exported so that no bundler drops them as unused. */
export const clients = [createDocumentClient(), createSqsClient(), createS3Client()];

export const handler = () => Promise.resolve({ clients: clients.length });
