import { SubmissionRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { SubmissionStore } from '../core/submission-store.ts';
import { settlementUpdate } from './settlement-update.ts';

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionStore {
  /** The record after the update; `undefined` when its condition doesn't hold. */
  async function update(input: Omit<UpdateCommandInput, 'TableName'>): Promise<SubmissionRecord | undefined> {
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
      const settled = await update(settlementUpdate(settlement));
      if (settled !== undefined || settlement.base === undefined) {
        return settled;
      }
      // No record has its map yet. If another worker makes it meanwhile, the first form fits again.
      return (
        (await update(settlementUpdate(settlement, 'first'))) ?? (await update(settlementUpdate(settlement)))
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
