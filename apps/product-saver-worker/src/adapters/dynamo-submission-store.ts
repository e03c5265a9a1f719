import { SubmissionRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Settlement, SubmissionStore } from '../core/ports.ts';

type Update = Omit<UpdateCommandInput, 'TableName'>;

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionStore {
  /** Returns the record after the update; `undefined` when its condition doesn't hold. */
  async function update(input: Update): Promise<SubmissionRecord | undefined> {
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({ TableName: tableName, ReturnValues: 'ALL_NEW', ...input }),
      );
      return SubmissionRecord.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    async settle(settlement) {
      const settled = await update(buildSettlement(settlement));
      if (settled !== undefined || settlement.base === undefined) {
        return settled;
      }
      // No record has its map yet. If another worker makes it meanwhile, the first form fits again.
      return (
        (await update(buildSettlement(settlement, 'first'))) ?? (await update(buildSettlement(settlement)))
      );
    },

    markReported: ({ submissionId, settlements, completedAt }) =>
      update({
        Key: { id: submissionId },
        UpdateExpression:
          'SET reportedSettlements = :settlements, completedAt = if_not_exists(completedAt, :completedAt)',
        ConditionExpression: 'settlements = :settlements',
        ExpressionAttributeValues: { ':settlements': settlements, ':completedAt': completedAt },
      }),

    async find(submissionId) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: { id: submissionId }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : SubmissionRecord.parse(Item);
    },
  };
}

/**
 * Builds the write that adds outcomes, in any order and any number of times. DynamoDB can't make a map and
 * fill it in one write, so reasons go `into` the existing map, or are the `first` of a record without one.
 *
 * The reasons of a batch of 100 take 2 KB of the 4 KB that an expression may have:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
 */
function buildSettlement(
  { submissionId, outcomes, failures, base }: Settlement,
  form: 'into' | 'first' = 'into',
): Update {
  const ExpressionAttributeNames: Record<string, string> = {};
  const ExpressionAttributeValues: Record<string, unknown> = {};
  let values = 0;
  /** Aliases every name, because `total` and hundreds of others are reserved. */
  const name = (field: string): string => {
    ExpressionAttributeNames[`#${field}`] = field;
    return `#${field}`;
  };
  const value = (content: unknown): string => {
    const alias = `:v${values}`;
    values += 1;
    ExpressionAttributeValues[alias] = content;
    return alias;
  };

  const map = name('failures');
  const reasons = Object.entries(failures);
  // Only those with an index: DynamoDB has no empty set.
  const found = Object.entries(outcomes).filter(([, indexes]) => indexes.length > 0);
  const adds = found.map(([outcome, indexes]) => `${name(outcome)} ${value(new Set(indexes))}`);
  const sets = Object.entries(base ?? {}).map(
    ([field, content]) => `${name(field)} = if_not_exists(${name(field)}, ${value(content)})`,
  );
  const conditions: string[] = [];
  if (reasons.length === 0) {
    sets.push(`${map} = if_not_exists(${map}, ${value({})})`);
  } else if (form === 'first') {
    sets.push(`${map} = ${value(failures)}`);
    conditions.push(`attribute_not_exists(${map})`);
  } else {
    sets.push(...reasons.map(([index, reason]) => `${map}.${name(index)} = ${value(reason)}`));
    conditions.push(`attribute_exists(${map})`);
  }
  if (base === undefined) {
    for (const index of found.flatMap(([, indexes]) => indexes)) {
      conditions.push(`${name('total')} > ${value(index)}`);
      conditions.push(`NOT contains(${name('rejectedIndexes')}, ${value(index)})`);
    }
  } else {
    for (const field of ['total', 'caller'] as const) {
      conditions.push(`(attribute_not_exists(${name(field)}) OR ${name(field)} = ${value(base[field])})`);
    }
  }
  return {
    Key: { id: submissionId },
    UpdateExpression: `SET ${sets.join(', ')} ADD ${[...adds, `${name('settlements')} ${value(1)}`].join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames,
    ExpressionAttributeValues,
  };
}
