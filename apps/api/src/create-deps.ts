import { randomUUID } from 'node:crypto';
import { createDocumentClient, createLambdaClient, createS3Client } from '@async-catalog/aws-clients';
import { Logger } from '@aws-lambda-powertools/logger';
import { createDynamoProductReader } from './adapters/dynamo-product-reader.ts';
import { createDynamoSubmissionReader } from './adapters/dynamo-submission-reader.ts';
import { createLambdaIntake } from './adapters/lambda-intake.ts';
import { createBucketCheck, createFunctionCheck, createTableCheck } from './adapters/reachability.ts';
import { createS3ReportReader } from './adapters/s3-report-reader.ts';
import type { Config } from './config.ts';
import type { Deps } from './core/deps.ts';
import { createReadiness } from './core/readiness.ts';

const READINESS_TIMEOUT_MS = 2000;

const now = (): Date => new Date();

/** What both entries run on: the only place where clients are made. */
export function createDeps(config: Config): Deps {
  const lambda = createLambdaClient();
  const documents = createDocumentClient();
  const s3 = createS3Client();
  return {
    intake: createLambdaIntake(lambda, config.processorFunctionName, now),
    products: createDynamoProductReader(documents, config.productTableName),
    submissions: createDynamoSubmissionReader(documents, config.submissionTableName),
    reports: createS3ReportReader(s3, config.reportBucketName),
    outOfReach: createReadiness(
      {
        intake: createFunctionCheck(lambda, config.processorFunctionName),
        products: createTableCheck(documents, config.productTableName),
        submissions: createTableCheck(documents, config.submissionTableName),
        reports: createBucketCheck(s3, config.reportBucketName),
      },
      READINESS_TIMEOUT_MS,
    ),
    log: new Logger(),
    now,
    newId: randomUUID,
  };
}
