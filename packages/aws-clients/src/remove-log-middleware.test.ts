import { expect, it } from 'vitest';
import { createDocumentClient, createLambdaClient, createS3Client, createSqsClient } from './index.ts';

it.each([
  ['DynamoDB', createDocumentClient],
  ['Lambda', createLambdaClient],
  ['S3', createS3Client],
  ['SQS', createSqsClient],
])('a client of %s formats no call for a logger', (_, create) => {
  const names = create().middlewareStack.identify();

  expect(names.join('\n')).toContain('retryMiddleware');
  expect(names.join('\n')).not.toContain('loggerMiddleware');
});
