import { createHash } from 'node:crypto';
import { createLimiter, type Limiter, type LogOutage, type Quotas } from '@async-catalog/caller-limits';
import { createLogger } from '@async-catalog/lambda-log';
import { newSubmissionId, type SubmissionId } from '@async-catalog/product-schema';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other export
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { loadLate } from '@async-catalog/aws-clients';
import { createDynamoSubmissionLists } from './adapters/dynamo-submission-lists.ts';
import { createDynamoSubmissionStore } from './adapters/dynamo-submission-store.ts';
import { createPowertoolsTelemetry } from './adapters/powertools-telemetry.ts';
import { createSqsProductQueue } from './adapters/sqs-product-queue.ts';
import type { Config } from './config.ts';
import { createIntake } from './core/intake.ts';
import { createMonotonicClock } from './core/monotonic-clock.ts';
import type { IntakeDeps } from './core/ports.ts';
import type { IntakeEvent } from './http/decode-event.ts';
import { httpExchange } from './http/http-exchange.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { readItems } from './http/read-items.ts';
import { late } from './late.ts';

export interface ProcessorClients {
  readonly documents: DynamoDBDocumentClient;
  /** Client of the limits' table, with the limiter's budget. */
  readonly limits: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  /** Made when an event first needs it: few do. */
  readonly s3: () => Promise<S3Client>;
}

export type ProxyHandler = (event: unknown, context: Context) => Promise<ProxyResult>;

/**
 * Wires the function to its configuration and clients. The fault harness runs it over simulated services,
 * with ids that don't depend on earlier ones in the process.
 */
export function createProcessor(
  config: Config,
  { documents, limits, sqs, s3 }: ProcessorClients,
  newId: () => SubmissionId = newSubmissionId,
): ProxyHandler {
  const now = createMonotonicClock(() => new Date());
  return createProxyHandler({
    limiterOf: (logOutage) =>
      createLimiter({
        documents: limits,
        tableName: config.limitTableName,
        timeoutMs: config.limitsTimeoutMs,
        now,
        logOutage,
      }),
    quotas: config.quotas,
    submissions: createDynamoSubmissionStore(documents, config.submissionTableName),
    lists: createDynamoSubmissionLists(documents, config.listTableName),
    queue: createSqsProductQueue(sqs, config),
    rejectedItems: loadLate(async () => {
      const { createS3RejectedItemStore } = await late.rejectedItems();
      return createS3RejectedItemStore(await s3(), config.reportBucketName);
    }),
    reportParts: loadLate(async () => {
      const { createS3ReportPartStore } = await late.reportParts();
      return createS3ReportPartStore(await s3(), config.reportBucketName);
    }),
    now,
    newSubmissionId: newId,
  });
}

/** Time to answer when Lambda is about to stop the function. */
const TIMEOUT_EARLY_MS = 250;

type HandlerPorts = Omit<IntakeDeps, 'telemetry' | 'sha256' | 'limiter'> & {
  readonly limiterOf: (logOutage: LogOutage) => Limiter;
  /** Limits of a caller whose token sets none. */
  readonly quotas: Quotas;
  readonly newSubmissionId: () => SubmissionId;
};

/**
 * Wires the ports to the middleware. The handler takes payloads 1.0 and 2.0 of API Gateway, always answers,
 * and never throws.
 */
export function createProxyHandler({
  newSubmissionId: newId,
  limiterOf,
  quotas,
  ...ports
}: HandlerPorts): ProxyHandler {
  const logger = createLogger();
  const telemetry = createPowertoolsTelemetry(logger);
  const limiter = limiterOf((cause, uncounted) => telemetry.limiterFailed(cause, uncounted));
  const intake = createIntake({ ...ports, limiter, telemetry, sha256 });
  return middy<IntakeEvent>({ timeoutEarlyInMillis: TIMEOUT_EARLY_MS })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(httpExchange(telemetry, { limiter, quotas, newSubmissionId: newId }))
    .handler((event) => intake(event.command, readItems(event)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
