import {
  MAX_NOTED_RETRIES,
  retryEntry,
  SubmissionRecord,
  type Timestamp,
} from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ClaimingRecord, SubmissionStore } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

/** Time limit for releasing a claim, which must leave time to answer. */
const RELEASE_TIMEOUT_MS = 1000;

function call<Result>(abortSignal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
  return rethrowUnavailable('submission table', abortSignal, run);
}

function ignoreFailedCondition(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) {
    throw error;
  }
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

  const mark = (id: string, sets: string, at: Timestamp, abortSignal: AbortSignal): Promise<void> =>
    call(abortSignal, async () => {
      const command = new UpdateCommand({
        TableName,
        Key: { id },
        UpdateExpression: `SET ${sets} REMOVE sendingBy, sendingUntil, sentIndexes`,
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':at': at },
      });
      await documents.send(command, { abortSignal });
    });

  return {
    create: (record, abortSignal) =>
      call(abortSignal, async () => {
        const command = new PutCommand({
          TableName,
          Item: record,
          ConditionExpression: 'attribute_not_exists(id) OR expiresAt <= :now',
          ExpressionAttributeValues: { ':now': Math.floor(Date.parse(record.createdAt) / 1000) },
        });
        return await documents.send(command, { abortSignal }).then(
          () => record,
          (error: unknown) => readStored(record.id, abortSignal, error),
        );
      }),

    takeOver: (seen, ours, abortSignal) =>
      call(abortSignal, async () => {
        const command = new UpdateCommand({
          TableName,
          ...buildTakeOver(seen, ours),
          ReturnValues: 'ALL_NEW',
        });
        return await documents.send(command, { abortSignal }).then(
          ({ Attributes }) => SubmissionRecord.parse(Attributes),
          (error: unknown) => readStored(seen.id, abortSignal, error),
        );
      }),

    markQueued: (id, queuedAt, abortSignal) => mark(id, 'queuedAt = :at', queuedAt, abortSignal),

    markComplete: (id, completedAt, abortSignal) =>
      mark(id, 'queuedAt = :at, completedAt = :at', completedAt, abortSignal),

    noteRetry: (of, retry, abortSignal) =>
      call(abortSignal, async () => {
        const command = new UpdateCommand({
          TableName,
          Key: { id: of },
          UpdateExpression: 'ADD retries :retry',
          ConditionExpression:
            'attribute_exists(id) AND (attribute_not_exists(retries) OR size(retries) < :most)',
          ExpressionAttributeValues: {
            ':retry': new Set([retryEntry(retry)]),
            ':most': MAX_NOTED_RETRIES,
          },
        });
        await documents.send(command, { abortSignal }).catch(ignoreFailedCondition);
      }),

    settleFailed: ({ submissionId, total, results, settledAt }, abortSignal) =>
      call(abortSignal, async () => {
        const only = total === 1 ? results[0] : undefined;
        const finish =
          ', completedAt = if_not_exists(completedAt, :at), #result = if_not_exists(#result, :result)';
        const command = new UpdateCommand({
          TableName,
          Key: { id: submissionId },
          UpdateExpression: `SET settledAt = :at${only === undefined ? '' : finish} ADD #failed :failed, settlements :one`,
          ConditionExpression: 'attribute_exists(id)',
          ExpressionAttributeNames: {
            '#failed': 'failed',
            ...(only !== undefined && { '#result': 'result' }),
          },
          ExpressionAttributeValues: {
            ':at': settledAt,
            ':failed': new Set(results.map(({ index }) => index)),
            ':one': 1,
            ...(only !== undefined && { ':result': { ...only, product: undefined } }),
          },
        });
        await documents.send(command, { abortSignal });
      }),

    async release(id, { sendingBy }, { mayBeSent, sent }) {
      const abortSignal = AbortSignal.timeout(RELEASE_TIMEOUT_MS);
      await call(abortSignal, async () => {
        const command = new UpdateCommand({
          TableName,
          Key: { id },
          UpdateExpression: [
            'REMOVE sendingBy, sendingUntil',
            ...(mayBeSent ? ['SET mayBeSent = :true'] : []),
            // DynamoDB has no empty set.
            ...(sent.length > 0 ? ['ADD sentIndexes :sent'] : []),
          ].join(' '),
          ConditionExpression: 'sendingBy = :by',
          ExpressionAttributeValues: {
            ':by': sendingBy,
            ...(mayBeSent && { ':true': true }),
            ...(sent.length > 0 && { ':sent': new Set(sent) }),
          },
        });
        await documents.send(command, { abortSignal }).catch(ignoreFailedCondition);
      });
    },
  };
}

/**
 * Builds the write that replaces a claim. A claim that wasn't released is that of an invocation that died,
 * perhaps after it had sent something.
 */
function buildTakeOver(
  { id, sendingBy, mayBeSent }: SubmissionRecord,
  ours: ClaimingRecord,
): Omit<UpdateCommandInput, 'TableName'> {
  const nothingSent = sendingBy === undefined && mayBeSent === false;
  const unchanged = sendingBy === undefined ? 'attribute_not_exists(sendingBy)' : 'sendingBy = :seen';
  const { sendingBy: by, sendingUntil, createdAt, deadlineAt, expiresAt } = ours;
  const sets = ['sendingBy = :by', 'sendingUntil = :until', 'deadlineAt = :deadline', 'expiresAt = :expiry'];
  return {
    Key: { id },
    UpdateExpression: `SET ${[...sets, nothingSent ? 'createdAt = :created' : 'mayBeSent = :true'].join(', ')}`,
    ConditionExpression: [
      'attribute_exists(id)',
      'attribute_not_exists(queuedAt)',
      unchanged,
      ...(nothingSent ? ['mayBeSent = :false'] : []),
    ].join(' AND '),
    ExpressionAttributeValues: {
      ':by': by,
      ':until': sendingUntil,
      ':deadline': deadlineAt,
      ':expiry': expiresAt,
      ...(nothingSent ? { ':created': createdAt, ':false': false } : { ':true': true }),
      ...(sendingBy !== undefined && { ':seen': sendingBy }),
    },
  };
}
