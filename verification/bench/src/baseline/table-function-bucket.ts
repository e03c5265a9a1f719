/** Makes the calls of the API, and nothing else. */
import { createReplay } from './replay.ts';
import { createDynamodbSender } from './sending/dynamodb.ts';
import { createLambdaSender } from './sending/lambda.ts';
import { createS3Sender } from './sending/s3.ts';
import { createSqsSender } from './sending/sqs.ts';

export const { prepare, handler } = createReplay({
  DynamoDB: createDynamodbSender(),
  Lambda: createLambdaSender(),
  S3: createS3Sender(),
  SQS: createSqsSender(),
});
