import { createDocumentClient, createLambdaClient, createS3Client } from '@async-catalog/aws-clients';

/** Kept, so that no bundler takes them for unused. */
export const clients = [createDocumentClient(), createLambdaClient(), createS3Client()];

export const handler = () => Promise.resolve({ clients: clients.length });
