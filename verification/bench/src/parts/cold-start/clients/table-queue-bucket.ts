import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';

/** Kept, so that no bundler takes them for unused. */
export const clients = [createDocumentClient(), createSqsClient(), createS3Client()];

export const handler = () => Promise.resolve({ clients: clients.length });
