import { CloudWatchLogsClient, type CloudWatchLogsClientConfig } from '@aws-sdk/client-cloudwatch-logs';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

/** Place of the log, if it isn't the one that the SDK's own variables name. */
export type LogPlace = Pick<CloudWatchLogsClientConfig, 'endpoint' | 'region' | 'credentials'>;

export function createCloudWatchLogsClient({
  budgetMs,
  maxAttempts,
  ...place
}: CallBudget & LogPlace = {}): CloudWatchLogsClient {
  const budget = {
    ...(budgetMs !== undefined && { budgetMs }),
    ...(maxAttempts !== undefined && { maxAttempts }),
  };
  return removeLogMiddleware(new CloudWatchLogsClient({ ...place, ...withinBudget(budget) }));
}
