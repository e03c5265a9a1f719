import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Settlement } from '../core/submission-store.ts';
import { createExpression } from './expression.ts';

/**
 * One write that adds outcomes to a submission, in any order and any number of times.
 *
 * Reasons go into a map, and DynamoDB can't make a map and put something into it in one write. So a settlement with reasons comes in two
 * forms, under opposite conditions: `into` the map that intake made, or as the `first` of a record that nobody made.
 *
 * 100 reasons, a batch of them, take 2 KB of the 4 KB that an expression may have:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
 */
export function settlementUpdate(
  { submissionId, outcomes, failures, base }: Settlement,
  form: 'into' | 'first' = 'into',
): Omit<UpdateCommandInput, 'TableName'> {
  const { name, value, parameters } = createExpression();
  const map = name('failures');
  const reasons = Object.entries(failures);
  // Only those with an index: DynamoDB has no empty set.
  const found = Object.entries(outcomes).filter(([, indexes]) => indexes.length > 0);

  const adds = found.map(([outcome, indexes]) => `${name(outcome)} ${value(new Set(indexes))}`);
  const sets = Object.entries(base ?? {}).map(
    ([field, content]) => `${name(field)} = if_not_exists(${name(field)}, ${value(content)})`,
  );
  if (reasons.length === 0) {
    sets.push(`${map} = if_not_exists(${map}, ${value({})})`);
  } else if (form === 'first') {
    sets.push(`${map} = ${value(failures)}`);
  } else {
    sets.push(...reasons.map(([index, reason]) => `${map}.${name(index)} = ${value(reason)}`));
  }
  const conditions = [
    ...(reasons.length === 0
      ? []
      : [form === 'first' ? `attribute_not_exists(${map})` : `attribute_exists(${map})`]),
    ...(base === undefined
      ? found
          .flatMap(([, indexes]) => indexes)
          .flatMap((index) => [
            `${name('total')} > ${value(index)}`,
            `NOT contains(${name('rejectedIndexes')}, ${value(index)})`,
          ])
      : (['total', 'caller'] as const).map(
          (field) => `(attribute_not_exists(${name(field)}) OR ${name(field)} = ${value(base[field])})`,
        )),
  ];
  return {
    Key: { id: submissionId },
    UpdateExpression: `SET ${sets.join(', ')} ADD ${[...adds, `${name('settlements')} ${value(1)}`].join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ...parameters,
  };
}
