import { SQSClient } from '@aws-sdk/client-sqs';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { withoutLog } from './without-log.ts';

export function createSqsClient(budget: CallBudget = {}): SQSClient {
  return withoutLog(
    new SQSClient({
      ...withinBudget(budget),
      // Requests go to the endpoint that the client is configured for, whatever host stands in a queue's URL: the URL's host can be one
      // that doesn't resolve here (an emulator's), or goes around a VPC endpoint. A queue of another region needs its own client.
      useQueueUrlAsEndpoint: false,
    }),
  );
}
