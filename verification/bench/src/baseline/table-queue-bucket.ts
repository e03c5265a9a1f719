/** Makes the calls of the processor or of the worker, and nothing else. */
import { createReplay } from './replay.ts';
import { createDynamodbSender } from './sending/dynamodb.ts';
import { createS3Sender } from './sending/s3.ts';
import { createSqsSender } from './sending/sqs.ts';

export const { prepare, handler } = createReplay({
  DynamoDB: createDynamodbSender(),
  S3: createS3Sender(),
  SQS: createSqsSender(),
});
