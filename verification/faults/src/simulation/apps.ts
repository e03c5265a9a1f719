import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import type { CallBudget } from '@async-catalog/aws-clients';
import { createProcessor } from '@async-catalog/create-product-processor/create-processor';
import { CALL_BUDGET, createWorker } from '@async-catalog/product-saver-worker/create-worker';
import type { SubmissionId } from '@async-catalog/product-schema';
import type { SQSEvent } from 'aws-lambda';
import { WORKER_TIMEOUT } from '@async-catalog/infra/worker-settings';
import type { HttpResult } from './consumer.ts';
import type { SimulatedFunction } from './lambda.ts';
import { type Client, shortCutThrough } from './short-cut.ts';
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

interface AppsOptions {
  readonly transports: Transports;
  readonly maxReceiveCount: number;
  readonly newSubmissionId: () => SubmissionId;
  readonly clientsOver?: typeof shortCutClients;
}

/** The two functions as they are deployed, with their own clients: only where a client would open a connection is a simulated one. */
export function createApps({
  transports,
  maxReceiveCount,
  newSubmissionId,
  clientsOver = shortCutClients,
}: AppsOptions): {
  processor: SimulatedFunction<unknown, HttpResult>;
  worker: SimulatedFunction<SQSEvent, unknown>;
} {
  return {
    processor: {
      handler: createProcessor(SHARED, clientsOver(transports), newSubmissionId),
      timeoutMs: 20_000,
    },
    worker: {
      handler: createWorker(
        {
          ...SHARED,
          productTableName: PRODUCT_TABLE,
          deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${DEAD_LETTER_QUEUE}`,
          maxReceiveCount,
        },
        clientsOver(transports, CALL_BUDGET),
      ),
      timeoutMs: WORKER_TIMEOUT.toMilliseconds(),
    },
  };
}

export function shortCutClients({ dynamodb, sqs, s3 }: Transports, budget?: CallBudget) {
  return {
    documents: over(dynamodb, createDocumentClient(budget)),
    sqs: over(sqs, createSqsClient(budget)),
    s3: over(s3, createS3Client(budget), '/bucket'),
  };
}

function over<C extends object>(transport: Transport, client: C, path = '/'): C {
  const own = client as unknown as Client;
  Object.assign(own.config, {
    requestHandler: { ...transport, destroy() {} },
    endpoint: () => Promise.resolve({ protocol: 'https:', hostname: 'simulated', path }),
  });
  return Object.assign(client, { send: shortCutThrough(own) });
}
