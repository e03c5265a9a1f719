import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Settlement } from '../core/submission-store.ts';

/** One write that adds outcomes to a submission, in any order and any number of times. */
export function settlementUpdate({
  submissionId,
  outcomes,
  base,
}: Settlement): Omit<UpdateCommandInput, 'TableName'> {
  // Only those with an index: DynamoDB has no empty set.
  const found = Object.entries(outcomes).filter(([, indexes]) => indexes.length > 0);
  const adds = [...found.map(([outcome]) => `#${outcome} :${outcome}`), '#settlements :one'].join(', ');
  const names = [...found.map(([outcome]) => outcome), 'settlements'];
  const values = { ':one': 1, ...withColons(found.map(([outcome, indexes]) => [outcome, new Set(indexes)])) };
  const Key = { id: submissionId };
  if (base === undefined) {
    return {
      Key,
      UpdateExpression: `ADD ${adds}`,
      ConditionExpression: '#total > :highest',
      ExpressionAttributeNames: namesOf([...names, 'total']),
      ExpressionAttributeValues: {
        ...values,
        ':highest': Math.max(...found.flatMap(([, indexes]) => indexes)),
      },
    };
  }
  const fields = Object.keys(base);
  return {
    Key,
    UpdateExpression: `SET ${fields.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')} ADD ${adds}`,
    ExpressionAttributeNames: namesOf([...names, ...fields]),
    ExpressionAttributeValues: { ...values, ...withColons(Object.entries(base)) },
  };
}

function namesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}

function withColons(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]));
}
