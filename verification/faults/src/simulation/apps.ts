import { createApi } from '@async-catalog/api/create-api';
import { createDeps } from '@async-catalog/api/create-deps';
import { late as lateInApi } from '@async-catalog/api/late';
import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { LIMITER_BUDGET } from '@async-catalog/caller-limits';
import type { CallBudget } from '@async-catalog/aws-clients';
import { createProcessor } from '@async-catalog/create-product-processor/create-processor';
import { late as lateInProcessor } from '@async-catalog/create-product-processor/late';
import { createFileSplitter } from '@async-catalog/file-splitter/create-file-splitter';
import { SPLITTER_TIMEOUT } from '@async-catalog/infra/splitter-settings';
import { CALL_BUDGET, createWorker } from '@async-catalog/product-saver-worker/create-worker';
import { late as lateInWorker } from '@async-catalog/product-saver-worker/late';
import type { SubmissionId } from '@async-catalog/product-schema';
import type { SQSEvent } from 'aws-lambda';
import { WORKER_TIMEOUT } from '@async-catalog/infra/worker-settings';
import { type Consumer, createConsumer } from './consume.ts';
import type { FaultPlan } from './fault-plan.ts';
import { createImporter, type Importer } from './importer.ts';
import { createFaultyInvoker, createInvoker } from './invoke-processor.ts';
import type { SimulatedFunction } from './lambda.ts';
import { type Process, runIn } from './process.ts';
import type { HttpResult } from './send-request.ts';
import type { Transport } from './transport.ts';

export const PRODUCT_TABLE = 'ProductTable';
export const SUBMISSION_TABLE = 'SubmissionTable';
export const IMPORT_TABLE = 'ImportTable';
export const LIST_TABLE = 'ListTable';
export const LIMIT_TABLE = 'LimitTable';
export const PRODUCT_QUEUE = 'product-queue';
export const PRODUCT_BULK_QUEUE = 'product-bulk-queue';
export const DEAD_LETTER_QUEUE = 'product-dead-letter-queue';
export const IMPORT_QUEUE = 'import-queue';

// Loading takes real time, of which a history has none.
await Promise.all(
  [lateInApi, lateInProcessor, lateInWorker].flatMap((late) => Object.values(late)).map((load) => load()),
);

const queueUrl = (name: string): string => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;

const SHARED = {
  productQueueUrl: queueUrl(PRODUCT_QUEUE),
  productBulkQueueUrl: queueUrl(PRODUCT_BULK_QUEUE),
  allowedOrigins: [],
  allowedHosts: [],
  submissionTableName: SUBMISSION_TABLE,
  listTableName: LIST_TABLE,
  limitTableName: LIMIT_TABLE,
  // More than any history asks for.
  quotas: { requests: 1_000_000, products: 1_000_000_000 },
  limitsTimeoutMs: 250,
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
  readonly chunkItems: number;
  readonly faults: FaultPlan;
  readonly newSubmissionId: () => SubmissionId;
  readonly newProcess: (name: string) => Process;
}

/** Creates the two functions as they are deployed, with their own SDK clients over simulated connections. */
export function createApps({
  transports,
  maxReceiveCount,
  chunkItems,
  faults,
  newSubmissionId,
  newProcess,
}: AppsOptions): {
  consumer: Consumer;
  importer: Importer;
  /** Answers a request of the API. */
  request: (path: string, init: RequestInit) => Promise<Response>;
  splitter: SimulatedFunction<SQSEvent, unknown>;
  processor: SimulatedFunction<unknown, HttpResult>;
  worker: SimulatedFunction<SQSEvent, unknown>;
} {
  const processor = {
    handler: createProcessor(SHARED, withLate(createClients(transports), 's3'), newSubmissionId),
    timeoutMs: 20_000,
  };
  const config = {
    ...SHARED,
    processorFunctionName: 'processor',
    productTableName: PRODUCT_TABLE,
    importTableName: IMPORT_TABLE,
    importQueueUrl: queueUrl(IMPORT_QUEUE),
    deadLetterQueueUrl: queueUrl(DEAD_LETTER_QUEUE),
    productDeadLetterQueueUrl: queueUrl(DEAD_LETTER_QUEUE),
    importDeadLetterQueueUrl: queueUrl('import-dead-letter-queue'),
    workerMetricNamespace: 'AsyncCatalog/ProductSaverWorker',
  };
  const newProcessor = (): Process => newProcess('processor');
  const api = createApi(
    createDeps(
      { ...config, access: undefined },
      { info() {}, error() {} },
      { ...withLate(createClients(transports), 's3', 'sqs'), lambda: createInvoker(processor, newProcessor) },
    ),
  );
  return {
    consumer: createConsumer((request) => runIn(newProcess('api'), async () => api.request(request))),
    request: async (path, init) => api.request(path, init),
    importer: createImporter({
      request: async (path, init) => api.request(path, init),
      s3: transports.s3,
      newProcess,
    }),
    splitter: {
      handler: createFileSplitter(
        config,
        { ...createClients(transports), lambda: createFaultyInvoker(processor, newProcessor, faults) },
        chunkItems,
      ),
      timeoutMs: SPLITTER_TIMEOUT.toMilliseconds(),
    },
    processor,
    worker: {
      handler: createWorker(
        { ...config, maxReceiveCount },
        withLate(createClients(transports, CALL_BUDGET), 'sqs'),
      ),
      timeoutMs: WORKER_TIMEOUT.toMilliseconds(),
    },
  };
}

function createClients({ dynamodb, sqs, s3 }: Transports, budget?: CallBudget) {
  return {
    documents: over(dynamodb, createDocumentClient(budget)),
    limits: over(dynamodb, createDocumentClient(LIMITER_BUDGET)),
    sqs: over(sqs, createSqsClient(budget)),
    s3: over(s3, createS3Client(budget)),
  };
}

/** Hands over some of the clients as an app takes those that it makes late. */
function withLate<Clients extends object, Name extends keyof Clients>(clients: Clients, ...names: Name[]) {
  return {
    ...clients,
    ...(Object.fromEntries(names.map((name) => [name, () => Promise.resolve(clients[name])])) as {
      readonly [N in Name]: () => Promise<Clients[N]>;
    }),
  };
}

/** The simulated services check no signatures, and computing them takes a third of the time of a history. */
const UNSIGNED = {
  // The API signs URLs with them.
  credentials: () => Promise.resolve({ accessKeyId: 'simulated', secretAccessKey: 'simulated' }),
  signer: () => Promise.resolve({ sign: (request: unknown) => Promise.resolve(request) }),
};

function over<C extends { readonly config: object }>(transport: Transport, client: C): C {
  Object.assign(client.config, UNSIGNED, { requestHandler: { ...transport, destroy() {} } });
  return client;
}
