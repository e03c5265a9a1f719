export { batchGet } from './batch-get.ts';
export type { CallBudget } from './call-budget.ts';
export { createDocumentClient } from './dynamodb.ts';
export { isThrottled, isTransient } from './is-transient.ts';
export { createLambdaClient } from './lambda.ts';
export { loadLate, once } from './load-late.ts';
export { createS3Client } from './s3.ts';
export { createSqsClient } from './sqs.ts';
