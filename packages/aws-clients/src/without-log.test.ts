import { expect, it } from 'vitest';
import { createDocumentClient, createLambdaClient, createS3Client, createSqsClient } from './index.ts';

it.each([
  ['DynamoDB', createDocumentClient],
  ['Lambda', createLambdaClient],
  ['S3', createS3Client],
  ['SQS', createSqsClient],
])('a client of %s makes nothing for a log that nobody keeps', (_, create) => {
  const names = create().middlewareStack.identify();

  expect(names.join('\n')).toContain('retryMiddleware');
  expect(names.join('\n')).not.toContain('loggerMiddleware');
});
