import { SQSClient } from '@aws-sdk/client-sqs';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

export function createSqsClient(budget: CallBudget = {}): SQSClient {
  return removeLogMiddleware(
    new SQSClient({
      ...withinBudget(budget),
      // The host in a queue's URL may not resolve here (an emulator's), or may bypass a VPC endpoint, so requests go to the configured
      // endpoint instead. A queue in another region needs its own client.
      useQueueUrlAsEndpoint: false,
    }),
  );
}
