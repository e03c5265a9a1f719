import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { withoutLog } from './without-log.ts';

/** Fields that are `undefined` are left out of what is written. `destroy()` closes the connections too. */
export function createDocumentClient(budget: CallBudget = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(withoutLog(new DynamoDBClient(withinBudget(budget))), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
