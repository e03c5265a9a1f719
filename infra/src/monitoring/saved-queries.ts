import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** Queries of the functions' logs that runbooks refer to. Replace the dots by an id, which may be nested in its line. */
const QUERIES: Readonly<Record<string, string>> = {
  'one-request': `fields @timestamp, @log, level, message, submissionId, code, detail
| filter @message like "..."
| sort @timestamp
| limit 1000`,
  'one-submission': `fields @timestamp, @log, level, message, index, productId, receiveCount, code, detail
| filter @message like "..."
| sort @timestamp
| limit 1000`,
  'failed-products': `filter message = "Product failed"
| stats count(*) as products, earliest(@timestamp) as first, latest(@timestamp) as last, latest(submissionId) as example by code, detail
| sort products desc`,
  'records-handed-back': `filter message = "Record returned to the queue"
| stats count(*) as records, max(receiveCount) as receives, latest(submissionId) as example by passing, error.name, error.message
| sort records desc`,
  'failed-import-tasks': `filter message = "Import task failed"
| stats count(*) as tasks, max(receiveCount) as receives, latest(importId) as example by task, error.name, error.message
| sort tasks desc`,
  'failed-requests': `filter message = "Request failed"
| stats count(*) as requests, latest(requestId) as example by @log, code, error.name, error.message
| sort requests desc`,
  'refused-requests': `filter message = "Request refused"
| stats count(*) as requests, latest(requestId) as example by code, status
| sort requests desc`,
};

/** Queries of the HTTP API's access log, which has one line per request. */
const ACCESS_QUERIES: Readonly<Record<string, string>> = {
  'slow-requests': `fields @timestamp, method, path, status, latencyMs, caller, requestId
| sort latencyMs desc
| limit 50`,
  '5xx-answers': `filter status >= 500
| stats count(*) as requests, latest(requestId) as example by method, status, integrationError, error
| sort requests desc`,
};

export function createSavedQueries(scope: Construct, stage: StageConfig, functions: readonly string[]): void {
  function save(queries: Readonly<Record<string, string>>, logGroupNames: string[]): void {
    for (const [name, queryString] of Object.entries(queries)) {
      new CfnQueryDefinition(scope, `Query-${name}`, {
        name: `${stage.namePrefix}async-catalog/${name}`,
        queryString,
        logGroupNames,
      });
    }
  }
  save(
    QUERIES,
    functions.map((name) => `/aws/lambda/${name}`),
  );
  save(ACCESS_QUERIES, [`/aws/vendedlogs/${stage.namePrefix}async-catalog-api`]);
}
