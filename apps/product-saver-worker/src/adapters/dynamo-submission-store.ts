import { batchGet } from '@async-catalog/aws-clients';
import { SubmissionRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type DynamoDBDocumentClient, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Settlement, SubmissionStore } from '../core/ports.ts';

type Update = Omit<UpdateCommandInput, 'TableName'>;

const Mark = SubmissionRecord.pick({ id: true, cancelledAt: true });

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionStore {
  /** Returns the record after the update; `undefined` when its condition doesn't hold. */
  async function update(input: Update, abortSignal: AbortSignal): Promise<SubmissionRecord | undefined> {
    try {
      const command = new UpdateCommand({ TableName: tableName, ReturnValues: 'ALL_NEW', ...input });
      const { Attributes } = await documents.send(command, { abortSignal });
      return SubmissionRecord.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    async findCancelled(ids, signal) {
      const rows = await batchGet(documents, tableName, ids, { attributes: ['id', 'cancelledAt'], signal });
      return new Set(
        rows.map((row) => Mark.parse(row)).flatMap(({ id, cancelledAt }) => (cancelledAt ? id : [])),
      );
    },

    async settle(settlement, signal) {
      const { result } = settlement;
      if (result?.outcome === 'saved' && result.change === undefined) {
        // A repeated save doesn't know what changed, so a result that does is kept.
        const kept = await update(keepingResult(settlement), signal);
        if (kept !== undefined) {
          return kept;
        }
      }
      return update(buildSettlement(settlement), signal);
    },

    markReported: ({ submissionId, settlements, completedAt, blocks }, signal) =>
      update(
        {
          Key: { id: submissionId },
          UpdateExpression:
            'SET reportedSettlements = :settlements, reportBlocks = :blocks, completedAt = if_not_exists(completedAt, :completedAt)',
          ConditionExpression: 'settlements = :settlements',
          ExpressionAttributeValues: {
            ':settlements': settlements,
            ':blocks': blocks,
            ':completedAt': completedAt,
          },
        },
        signal,
      ),
  };
}

/** Builds the write that adds outcomes where the record knows what an only item changed. */
function keepingResult(settlement: Settlement): Update {
  const { result: _, ...withoutResult } = settlement;
  const update = buildSettlement(withoutResult);
  return {
    ...update,
    ConditionExpression: `${update.ConditionExpression} AND attribute_exists(#result.#change)`,
    ExpressionAttributeNames: {
      ...update.ExpressionAttributeNames,
      '#result': 'result',
      '#change': 'change',
    },
  };
}

/** Builds the write that adds outcomes, in any order and any number of times. */
function buildSettlement({ submissionId, outcomes, settledAt, result, base }: Settlement): Update {
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
  const setOnce = (field: string, content: unknown): string =>
    `${name(field)} = if_not_exists(${name(field)}, ${value(content)})`;

  // Only those with an index: DynamoDB has no empty set.
  const found = Object.entries(outcomes).filter(([, indexes]) => indexes.length > 0);
  const adds = found.map(([outcome, indexes]) => `${name(outcome)} ${value(new Set(indexes))}`);
  const sets = Object.entries(base ?? {}).map(([field, content]) => setOnce(field, content));
  sets.push(`${name('settledAt')} = ${value(settledAt)}`);
  if (result !== undefined) {
    sets.push(setOnce('completedAt', settledAt));
    // The highest outcome counts, so the result of a save replaces any other, and no other replaces one.
    sets.push(
      result.outcome === 'saved' ? `${name('result')} = ${value(result)}` : setOnce('result', result),
    );
  }
  if (base !== undefined && base.total > 1 && outcomes.saved.length > 0) {
    // Of one item, `completedAt` says it.
    sets.push(setOnce('firstSavedAt', settledAt), `${name('lastSavedAt')} = ${value(settledAt)}`);
  }
  const conditions: string[] = [];
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
