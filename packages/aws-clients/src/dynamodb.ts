import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withinBudget, type CallBudget } from './call-budget.ts';
import { removeLogMiddleware } from './remove-log-middleware.ts';

/** Creates a client that leaves `undefined` fields out of what it writes. Its `destroy()` also closes the connections. */
export function createDocumentClient(budget: CallBudget = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(removeLogMiddleware(new DynamoDBClient(withinBudget(budget))), {
    // An object with a field named `constructor`, as a column of a file can be, is taken for a class instance.
    marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
  });
}
