import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createDocumentClient, createLambdaClient, loadLate, once } from '@async-catalog/aws-clients';
import { createLimiter, LIMITER_BUDGET } from '@async-catalog/caller-limits';
import { createDynamoCallerLists } from './adapters/dynamo-caller-lists.ts';
import { createDynamoProductReader } from './adapters/dynamo-product-reader.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createFileDocumentation } from './adapters/file-documentation.ts';
import { createLambdaIntake } from './adapters/lambda-intake.ts';
import { createJoseAuthenticator } from './auth/jose-authenticator.ts';
import type { Config } from './config.ts';
import type { Deps, Log } from './deps.ts';
import { late } from './late.ts';

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
  s3: once(async () => (await import('@async-catalog/aws-clients/s3')).createS3Client(READ_BUDGET)),
  sqs: once(async () => (await import('@async-catalog/aws-clients/sqs')).createSqsClient(READ_BUDGET)),
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
    reports: loadLate(async () => {
      const { createS3ReportReader } = await late.reports();
      return createS3ReportReader(await s3(), reportBucketName);
    }),
    imports: loadLate(async () => {
      const { createDynamoImportStore } = await late.imports();
      return createDynamoImportStore(documents, config.importTableName, now);
    }),
    lists: createDynamoCallerLists(documents, config.listTableName),
    importFiles: loadLate(async () => {
      const { createS3ImportFiles } = await late.importFiles();
      return createS3ImportFiles(await s3(), reportBucketName);
    }),
    importQueue: loadLate(async () => {
      const { createSqsImportQueue } = await late.importQueue();
      return createSqsImportQueue(await sqs(), config.importQueueUrl);
    }),
    deadLetters: loadLate(async () => {
      const { createSqsDeadLetters } = await late.deadLetters();
      return createSqsDeadLetters(
        await sqs(),
        { deadLetterQueueUrl: config.productDeadLetterQueueUrl, bulkQueueUrl: config.productBulkQueueUrl },
        log,
      );
    }),
    metrics: loadLate(async () => {
      const { createCloudWatchMetrics } = await late.metrics();
      return createCloudWatchMetrics({ ...READ_BUDGET, namespace: config.workerMetricNamespace, queueUrls });
    }),
    queueDepths: loadLate(async () => {
      const { createSqsQueueDepths } = await late.queueDepths();
      return createSqsQueueDepths(await sqs(), queueUrls, {
        products: config.productDeadLetterQueueUrl,
        imports: config.importDeadLetterQueueUrl,
      });
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
    async findUnavailable() {
      const check = await late.healthChecks();
      const buckets = await s3();
      const queues = await sqs();
      return check.findUnavailable(
        {
          intake: check.createFunctionCheck(lambda, processorFunctionName),
          products: check.createTableCheck(documents, productTableName),
          submissions: check.createTableCheck(documents, submissionTableName),
          reports: check.createBucketCheck(buckets, reportBucketName),
          queue: check.createQueueCheck(queues, config.productQueueUrl),
          bulkQueue: check.createQueueCheck(queues, config.productBulkQueueUrl),
          imports: check.createTableCheck(documents, config.importTableName),
          lists: check.createListCheck(documents, config.listTableName),
          importQueue: check.createQueueCheck(queues, config.importQueueUrl),
          ...(authenticator && { issuer: authenticator.check }),
        },
        HEALTH_CHECK_TIMEOUT_MS,
      );
    },
    sha256: (content) => createHash('sha256').update(content).digest('hex'),
    log,
    now,
    pause: (ms, signal) => pause(ms, undefined, { signal }),
    newId: randomUUID,
  };
}
