import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
} from '@async-catalog/aws-clients';
import { createLimiter, LIMITER_BUDGET } from '@async-catalog/caller-limits';
import { createDynamoCallerLists } from './adapters/dynamo-caller-lists.ts';
import { createDynamoImportStore } from './adapters/dynamo-import-store.ts';
import { createDynamoProductReader } from './adapters/dynamo-product-reader.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createFileDocumentation } from './adapters/file-documentation.ts';
import {
  createBucketCheck,
  createFunctionCheck,
  createHealthChecks,
  createListCheck,
  createQueueCheck,
  createTableCheck,
} from './adapters/health-checks.ts';
import { createLazyMetrics } from './adapters/lazy-metrics.ts';
import { createLambdaIntake } from './adapters/lambda-intake.ts';
import { createS3ImportFiles } from './adapters/s3-import-files.ts';
import { createS3ReportReader } from './adapters/s3-report-reader.ts';
import { createSqsDeadLetters } from './adapters/sqs-dead-letters.ts';
import { createSqsImportQueue } from './adapters/sqs-import-queue.ts';
import { createSqsQueueDepths } from './adapters/sqs-queue-depths.ts';
import { createJoseAuthenticator } from './auth/jose-authenticator.ts';
import type { Config } from './config.ts';
import type { Deps, Log } from './deps.ts';

const HEALTH_CHECK_TIMEOUT_MS = 2000;

/** Lets a read at the end of the longest wait (20 s) end before the gateway gives up (30 s). */
const READ_BUDGET = { budgetMs: 6000 };

/** Folder of documentation that the build puts beside the entry. */
const DOCUMENTATION = new URL('./docs/', import.meta.url);

const now = (): Date => new Date();

const createClients = () => ({
  lambda: createLambdaClient(),
  documents: createDocumentClient(READ_BUDGET),
  limits: createDocumentClient(LIMITER_BUDGET),
  s3: createS3Client(READ_BUDGET),
  sqs: createSqsClient(READ_BUDGET),
});

/** Creates the adapters, for both entries. The fault harness has clients of its own. */
export function createDeps(
  config: Config,
  log: Log,
  { lambda, documents, limits, s3, sqs }: ReturnType<typeof createClients> = createClients(),
): Deps {
  const { processorFunctionName, productTableName, submissionTableName, reportBucketName } = config;
  const authenticator = config.access && createJoseAuthenticator(config.access);
  const queueUrls = {
    'product-queue': config.productQueueUrl,
    'product-bulk-queue': config.productBulkQueueUrl,
    'import-queue': config.importQueueUrl,
  };
  return {
    intake: createLambdaIntake(lambda, processorFunctionName, now),
    products: createDynamoProductReader(documents, productTableName, log),
    submissions: createDynamoSubmissionStore(documents, submissionTableName, now),
    reports: createS3ReportReader(s3, reportBucketName),
    imports: createDynamoImportStore(documents, config.importTableName, now),
    lists: createDynamoCallerLists(documents, config.listTableName),
    importFiles: createS3ImportFiles(s3, reportBucketName),
    importQueue: createSqsImportQueue(sqs, config.importQueueUrl),
    deadLetters: createSqsDeadLetters(
      sqs,
      { deadLetterQueueUrl: config.productDeadLetterQueueUrl, bulkQueueUrl: config.productBulkQueueUrl },
      log,
    ),
    metrics: createLazyMetrics({
      ...READ_BUDGET,
      namespace: config.workerMetricNamespace,
      queueUrls,
    }),
    queueDepths: createSqsQueueDepths(sqs, queueUrls, {
      products: config.productDeadLetterQueueUrl,
      imports: config.importDeadLetterQueueUrl,
    }),
    limiter: createLimiter({
      timeoutMs: config.limitsTimeoutMs,
      documents: limits,
      tableName: config.limitTableName,
      now,
      logOutage: (error, uncounted) => log.error('Limiter unavailable', { uncounted, error }),
    }),
    quotas: config.quotas,
    authenticate: authenticator?.authenticate,
    allowedOrigins: config.allowedOrigins,
    allowedHosts: config.allowedHosts,
    documentation: createFileDocumentation(DOCUMENTATION),
    findUnavailable: createHealthChecks(
      {
        intake: createFunctionCheck(lambda, processorFunctionName),
        products: createTableCheck(documents, productTableName),
        submissions: createTableCheck(documents, submissionTableName),
        reports: createBucketCheck(s3, reportBucketName),
        queue: createQueueCheck(sqs, config.productQueueUrl),
        bulkQueue: createQueueCheck(sqs, config.productBulkQueueUrl),
        imports: createTableCheck(documents, config.importTableName),
        lists: createListCheck(documents, config.listTableName),
        importQueue: createQueueCheck(sqs, config.importQueueUrl),
        ...(authenticator && { issuer: authenticator.check }),
      },
      HEALTH_CHECK_TIMEOUT_MS,
    ),
    sha256: (content) => createHash('sha256').update(content).digest('hex'),
    log,
    now,
    pause: (ms, signal) => pause(ms, undefined, { signal }),
    newId: randomUUID,
  };
}
