import type { Item } from '@async-catalog/product-operations';
import { DEFAULT_CURRENCY, WHOLE_CURRENCIES } from '@async-catalog/product-schema';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';

export type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** Builds the aliases of names, because `name` and hundreds of others are reserved. */
export const namesOf = (fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [`#${field}`, field]));

export const aliases = (fields: readonly string[]): string => fields.map((field) => `#${field}`).join(', ');

/** Columns that say that there is no product, or that one is missing. */
export const ABSENCE = ['deletedAt', 'expiresAt', 'missingSince'];

/**
 * Alternatives of an operation being the newest. The conditions nest no parentheses, which aren't needed, as AND binds
 * tighter than OR, and cost embedded DynamoDB 12 ms a write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Precedence
 */
export const IS_NEW = 'attribute_not_exists(#revision)';
export const IS_UNPATCHED = '#revision < :revision AND attribute_not_exists(#latest)';
export const IS_PATCHED = '#revision < :revision AND #latest < :revision';
export const EXISTS = 'attribute_not_exists(#deletedAt)';

/** A price with decimals, without its currency, must not meet a currency that has none. */
const WHOLE_ALIASES = Object.fromEntries(WHOLE_CURRENCIES.map((code) => [`:${code}`, code]));
const IS_NOT_WHOLE = `(attribute_not_exists(#currency) OR NOT #currency IN (${Object.keys(WHOLE_ALIASES).join(', ')}))`;

/** Tells whether a price has one or two decimals, which most currencies have, and no currency with it. */
export function isUnsure({
  price,
  currency,
}: {
  price?: number | undefined;
  currency?: string | undefined;
}): boolean {
  return (
    price !== undefined &&
    currency === undefined &&
    !Number.isInteger(price) &&
    Math.round(price * 100) / 100 === price
  );
}

/** Begins a write with what every operation sets. DynamoDB refuses a name that no expression uses. */
export function beginWrite({ revision, submissionId, caller, acceptedAt, ifVersion }: Item) {
  const values: Record<string, unknown> = {
    ':none': 0,
    ':one': 1,
    ':revision': revision,
    ':submissionId': submissionId,
    ':caller': caller,
    ':updatedAt': acceptedAt,
  };
  const sets = [
    '#submissionId = :submissionId',
    '#caller = :caller',
    '#updatedAt = :updatedAt',
    '#version = if_not_exists(#version, :none) + :one',
  ];
  return {
    values,
    sets,
    set(field: string, value: unknown): void {
      sets.push(`#${field} = :${field}`);
      values[`:${field}`] = value;
    },
    /** Keeps the currency of the product; a new one gets the default. */
    keepCurrency(): void {
      sets.push('#currency = if_not_exists(#currency, :currency)');
      sets.push('#currencyRevision = if_not_exists(#currencyRevision, :never)');
      Object.assign(values, { ':currency': DEFAULT_CURRENCY, ':never': '' });
    },
    end(
      condition: string,
      removes: readonly string[],
      { isUnsure: isPriceUnsure, names }: { isUnsure: boolean; names: Record<string, string> },
    ): Update {
      const conditions = [condition];
      if (ifVersion !== undefined) {
        conditions.push('#version = :ifVersion AND attribute_not_exists(#deletedAt)');
        values[':ifVersion'] = ifVersion;
      }
      if (isPriceUnsure) {
        conditions.push(IS_NOT_WHOLE);
        Object.assign(values, WHOLE_ALIASES);
      }
      return {
        UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
        ConditionExpression: conditions.join(' AND '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_OLD',
        // Where the service returns it, no read is needed to find out why the condition failed.
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      };
    },
  };
}
