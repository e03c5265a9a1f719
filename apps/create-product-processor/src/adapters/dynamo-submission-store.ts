import { SubmissionRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SubmissionStore } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

/** Time limit for releasing a claim, which must leave time to answer. */
const RELEASE_TIMEOUT_MS = 1000;

function call<Result>(abortSignal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
  return rethrowUnavailable('submission table', abortSignal, run);
}

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  TableName: string,
): SubmissionStore {
  /** Reads the record that failed a condition. It can be our own, from an attempt whose response was lost. */
  const readStored = async (
    id: string,
    abortSignal: AbortSignal,
    error: unknown,
  ): Promise<SubmissionRecord> => {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    const command = new GetCommand({ TableName, Key: { id }, ConsistentRead: true });
    const { Item } = await documents.send(command, { abortSignal });
    return SubmissionRecord.parse(Item);
  };

  return {
    create: (record, abortSignal) =>
      call(abortSignal, async () => {
        const command = new PutCommand({
          TableName,
          Item: record,
          ConditionExpression: 'attribute_not_exists(id)',
        });
        return await documents.send(command, { abortSignal }).then(
          () => record,
          (error: unknown) => readStored(record.id, abortSignal, error),
        );
      }),

    takeOver: ({ id, sendingBy }, claim, abortSignal) =>
      call(abortSignal, async () => {
        const unchanged = sendingBy === undefined ? 'attribute_not_exists(sendingBy)' : 'sendingBy = :seen';
        const command = new UpdateCommand({
          TableName,
          Key: { id },
          UpdateExpression: 'SET sendingBy = :by, sendingUntil = :until',
          ConditionExpression: `attribute_exists(id) AND attribute_not_exists(queuedAt) AND ${unchanged}`,
          ExpressionAttributeValues: {
            ':by': claim.sendingBy,
            ':until': claim.sendingUntil,
            ...(sendingBy !== undefined && { ':seen': sendingBy }),
          },
          ReturnValues: 'ALL_NEW',
        });
        return await documents.send(command, { abortSignal }).then(
          ({ Attributes }) => SubmissionRecord.parse(Attributes),
          (error: unknown) => readStored(id, abortSignal, error),
        );
      }),

    markQueued: (id, queuedAt, abortSignal) =>
      call(abortSignal, async () => {
        const command = new UpdateCommand({
          TableName,
          Key: { id },
          UpdateExpression: 'SET queuedAt = :at REMOVE sendingBy, sendingUntil',
          ConditionExpression: 'attribute_exists(id)',
          ExpressionAttributeValues: { ':at': queuedAt },
        });
        await documents.send(command, { abortSignal });
      }),

    async release(id, { sendingBy }) {
      const abortSignal = AbortSignal.timeout(RELEASE_TIMEOUT_MS);
      await call(abortSignal, async () => {
        const command = new UpdateCommand({
          TableName,
          Key: { id },
          UpdateExpression: 'REMOVE sendingBy, sendingUntil',
          ConditionExpression: 'sendingBy = :by',
          ExpressionAttributeValues: { ':by': sendingBy },
        });
        await documents.send(command, { abortSignal }).catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) {
            throw error;
          }
        });
      });
    },
  };
}
