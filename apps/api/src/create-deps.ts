import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createDocumentClient, createLambdaClient, createS3Client } from '@async-catalog/aws-clients';
import { createDynamoProductReader } from './adapters/dynamo-product-reader.ts';
import { createDynamoSubmissionReader } from './adapters/dynamo-submission-reader.ts';
import { createFileDocumentation } from './adapters/file-documentation.ts';
import { createHmacCursors } from './adapters/hmac-cursors.ts';
import { createJoseAuthenticator } from './adapters/jose-authenticator.ts';
import { createLambdaIntake } from './adapters/lambda-intake.ts';
import { createBucketCheck, createFunctionCheck, createTableCheck } from './adapters/reachability.ts';
import { createS3ReportReader } from './adapters/s3-report-reader.ts';
import type { Config } from './config.ts';
import type { Deps, Log } from './core/deps.ts';
import { createReadiness } from './core/readiness.ts';

const READINESS_TIMEOUT_MS = 2000;

/** So that a read at the end of the longest wait (20 s) still ends before the gateway gives up (30 s). */
const READING = { budgetMs: 6000 };

/** What the build puts beside the entry. */
const DOCUMENTATION = new URL('./docs/', import.meta.url);

const now = (): Date => new Date();

/** What both entries run on: the only place where clients are made. */
export function createDeps(config: Config, log: Log): Deps {
  const { processorFunctionName, productTableName, submissionTableName, reportBucketName } = config;
  const lambda = createLambdaClient();
  const documents = createDocumentClient(READING);
  const s3 = createS3Client(READING);
  const authenticator = config.access && createJoseAuthenticator(config.access);
  return {
    intake: createLambdaIntake(lambda, processorFunctionName, now),
    products: createDynamoProductReader(documents, productTableName),
    submissions: createDynamoSubmissionReader(documents, submissionTableName),
    reports: createS3ReportReader(s3, reportBucketName),
    authenticate: authenticator?.authenticate,
    cursors: createHmacCursors([productTableName, submissionTableName, reportBucketName].join(' ')),
    documentation: createFileDocumentation(DOCUMENTATION),
    outOfReach: createReadiness(
      {
        intake: createFunctionCheck(lambda, processorFunctionName),
        products: createTableCheck(documents, productTableName),
        submissions: createTableCheck(documents, submissionTableName),
        reports: createBucketCheck(s3, reportBucketName),
        ...(authenticator && { issuer: authenticator.check }),
      },
      READINESS_TIMEOUT_MS,
    ),
    log,
    now,
    pause: (ms, signal) => pause(ms, undefined, { signal }),
    newId: randomUUID,
  };
}
