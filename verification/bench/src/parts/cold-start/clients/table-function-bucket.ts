import { createDocumentClient, createLambdaClient, createS3Client } from '@async-catalog/aws-clients';

/** Exported so that no bundler drops them as unused. */
export const clients = [createDocumentClient(), createLambdaClient(), createS3Client()];

export const handler = () => Promise.resolve({ clients: clients.length });
