import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import type { CallBudget } from '@async-catalog/aws-clients';
import { createProcessor } from '@async-catalog/create-product-processor/create-processor';
import { CALL_BUDGET, createWorker } from '@async-catalog/product-saver-worker/create-worker';
import type { SQSEvent } from 'aws-lambda';
import { WORKER_TIMEOUT } from '../../src/worker-settings.ts';
import type { HttpResult } from './consumer.ts';
import type { SimulatedFunction } from './lambda.ts';
import type { Transport } from './transport.ts';

export const PRODUCT_TABLE = 'ProductTable';
export const SUBMISSION_TABLE = 'SubmissionTable';
export const PRODUCT_QUEUE = 'product-queue';
export const DEAD_LETTER_QUEUE = 'dead-letter-queue';

const SHARED = {
  productQueueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${PRODUCT_QUEUE}`,
  submissionTableName: SUBMISSION_TABLE,
  reportBucketName: 'bucket',
};

export interface Transports {
  readonly dynamodb: Transport;
  readonly sqs: Transport;
  readonly s3: Transport;
}

/** The two functions as they are deployed, with their own clients: only where a client would open a connection is a simulated one. */
export function createApps(
  transports: Transports,
  { maxReceiveCount }: { maxReceiveCount: number },
): { processor: SimulatedFunction<unknown, HttpResult>; worker: SimulatedFunction<SQSEvent, unknown> } {
  return {
    processor: { handler: createProcessor(SHARED, clients(transports)), timeoutMs: 20_000 },
    worker: {
      handler: createWorker(
        {
          ...SHARED,
          productTableName: PRODUCT_TABLE,
          deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${DEAD_LETTER_QUEUE}`,
          maxReceiveCount,
        },
        clients(transports, CALL_BUDGET),
      ),
      timeoutMs: WORKER_TIMEOUT.toMilliseconds(),
    },
  };
}

function clients({ dynamodb, sqs, s3 }: Transports, budget?: CallBudget) {
  return {
    documents: over(dynamodb, createDocumentClient(budget)),
    sqs: over(sqs, createSqsClient(budget)),
    s3: over(s3, createS3Client(budget)),
  };
}

/** What each call spends most of its time on: headers that nobody here reads. */
const IDLE_MIDDLEWARE = [
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'recursionDetectionMiddleware',
  'loggerMiddleware',
];

interface Client {
  readonly config: object;
  readonly middlewareStack: { remove(name: string): boolean };
}

function over<C extends Client>(transport: Transport, client: C): C {
  IDLE_MIDDLEWARE.forEach((name) => client.middlewareStack.remove(name));
  Object.assign(client.config, {
    requestHandler: { ...transport, destroy() {} },
    credentials: () => Promise.resolve({ accessKeyId: 'simulated', secretAccessKey: 'simulated' }),
    signer: () => Promise.resolve({ sign: (request: unknown) => Promise.resolve(request) }),
  });
  return client;
}
