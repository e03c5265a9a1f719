import { CloudWatchLogsClient, type CloudWatchLogsClientConfig } from '@aws-sdk/client-cloudwatch-logs';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

/** Where the log is, if not where the SDK's own variables say. */
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
