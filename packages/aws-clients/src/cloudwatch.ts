import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

export function createCloudWatchClient(budget: CallBudget = {}): CloudWatchClient {
  return removeLogMiddleware(new CloudWatchClient(withinBudget(budget)));
}
