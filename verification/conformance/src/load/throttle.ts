import type { AwsCall, AwsError } from '@async-catalog/local-cloud/testing';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLED: AwsError = {
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
};

/** Decides whether an update of the table is refused. */
export type IsTooMuch = () => boolean;

/** Refuses updates above a rate. */
export function above(updatesPerSecond: number): IsTooMuch {
  let second = 0;
  let updates = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      updates = 0;
    }
    updates += 1;
    return updates > updatesPerSecond;
  };
}

/**
 * Refuses one of every `count` of the first `updates`, at any rate: an item that is refused again and again waits
 * for minutes.
 */
export function oneOf(count: number, { updates }: { readonly updates: number }): IsTooMuch {
  let seen = 0;
  return () => {
    seen += 1;
    return seen <= updates && seen % count === 0;
  };
}

/** Refuses updates of a table as DynamoDB does when its capacity is used up. */
export function throttle(tableName: string, isTooMuch: IsTooMuch) {
  let refused = 0;
  return {
    /** Calls that were refused so far. */
    get refused() {
      return refused;
    },
    fault({ operation, body }: AwsCall): AwsError | undefined {
      if (operation !== 'UpdateItem' || tableNameOf(body) !== tableName || !isTooMuch()) {
        return undefined;
      }
      refused += 1;
      return THROTTLED;
    },
  };
}

function tableNameOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { readonly TableName: string }).TableName;
}
