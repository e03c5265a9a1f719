import { createRequire } from 'node:module';
import { type Parser, rememberExpressions } from '@async-catalog/local-cloud/remember-expressions';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Rejection, Response, Request, Service } from './service.ts';

export type Attributes = Record<string, AttributeValue>;

interface BatchOfKeys {
  readonly Keys: readonly Attributes[];
}

interface Input {
  readonly TableName: string;
  /** Of `BatchGetItem`, which names its table here. */
  readonly RequestItems?: Readonly<Record<string, BatchOfKeys>>;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

const TYPE = '__type';

/** The error that dynalite gives for a rejected command. */
interface ActionError {
  readonly statusCode?: number;
  readonly body: { readonly [TYPE]: string; readonly message?: string };
}
type Done = (error: ActionError | null, body?: object) => void;
type Action = (store: object, input: object, done: Done) => void;
interface Validation {
  readonly types: object;
  readonly custom: object;
}

// dynalite's validation and execution of commands, without its server and database; it neither exports nor
// types them.
const require = createRequire(import.meta.url);
const { checkTypes, checkValidations } = require('dynalite/validations') as {
  readonly checkTypes: (input: object, types: object) => object;
  readonly checkValidations: (input: object, types: object, custom: object, store: object) => void;
};
// Histories send the same few expressions again and again.
rememberExpressions(require('dynalite/db/conditionParser') as Parser);
rememberExpressions(require('dynalite/db/updateParser') as Parser);
const ACTIONS = Object.fromEntries(
  ['batchGetItem', 'getItem', 'putItem', 'updateItem'].map((name) => [
    name,
    {
      run: require(`dynalite/actions/${name}`) as Action,
      validation: require(`dynalite/validations/${name}`) as Validation,
    },
  ]),
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-items */
const MAX_ITEM_BYTES = 400 * 1024;

export interface DynamoDb extends Service {
  /** Leaves every second key of the next batch unprocessed. */
  readonly failHalfOfNextBatch: () => void;
  itemsOf(tableName: string): Attributes[];
  /** Every executed call, in order. */
  readonly calls: readonly { readonly request: Request; readonly response: Response }[];
}

export interface DynamoDbOptions {
  /** Names, with their partition keys and, where they have one, sort keys. */
  readonly tables: Readonly<Record<string, readonly [string, string?]>>;
  /** Whether a failed condition returns the existing item: DynamoDB does, some emulators don't. */
  readonly conditionFailuresReturnItem: boolean;
  /** Whether to reject a command, given as JSON, because its item is too large. */
  readonly isTooLarge: (tableName: string, command: string) => boolean;
  /** Changes an item as it is written. */
  readonly rewrite: (tableName: string, item: Attributes) => Attributes;
  /** Called with an item that a call reads. */
  readonly onRead: (tableName: string, item: Attributes) => void;
  /** Called with an item as it is written, and the time at which its call was sent. */
  readonly onWrite: (tableName: string, item: Attributes, sentAt: number) => void;
}

/** Simulates DynamoDB in memory, by dynalite's own code, for tables whose keys are text. */
export function createDynamoDb(options: DynamoDbOptions): DynamoDb {
  const tables = new Map(Object.keys(options.tables).map((name) => [name, new Map<string, Attributes>()]));
  const itemsIn = (tableName: string) => tables.get(tableName) ?? new Map<string, Attributes>();

  const calls: { request: Request; response: Response }[] = [];
  let sentAt = 0;
  let halfFails = false;

  const store = {
    options: { maxItemSize: MAX_ITEM_BYTES },
    getTable(name: string, give: (error: unknown, table: object) => void) {
      const keys = (options.tables[name] ?? []).filter((key) => key !== undefined);
      give(null, {
        TableName: name,
        KeySchema: keys.map((AttributeName, n) => ({ AttributeName, KeyType: n === 0 ? 'HASH' : 'RANGE' })),
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      });
    },
    getItemDb: (name: string) => ({
      // Calls execute one after the other, so there is nothing to lock.
      lock: (_key: string, work: (release: (free: Done) => Done) => void) => work((free) => free),
      get(key: string, give: (error: unknown, item?: Attributes) => void) {
        const item = itemsIn(name).get(key);
        if (item !== undefined) {
          options.onRead(name, item);
        }
        give(null, item);
      },
      put(key: string, written: Attributes, finish: (error: unknown) => void) {
        const item = options.rewrite(name, written);
        itemsIn(name).set(key, item);
        options.onWrite(name, item, sentAt);
        finish(null);
      },
    }),
  };

  function run(action: string, input: Input): Response {
    const known = ACTIONS[action];
    if (known === undefined) {
      throw new Error(`${action} is not simulated`);
    }
    let response: Response | undefined;
    const done: Done = (error, body) => {
      response = error === null ? { status: 200, body: JSON.stringify(body) } : toRejection(error, input);
    };
    try {
      const checked = checkTypes({ ...input }, known.validation.types);
      checkValidations(checked, known.validation.types, known.validation.custom, store);
      known.run(store, checked, done);
    } catch (error) {
      done(error as ActionError);
    }
    if (response === undefined) {
      throw new Error(`${action} did not finish synchronously`);
    }
    return response;
  }

  function toRejection(error: ActionError, input: Input): Response {
    if (error.statusCode === undefined) {
      throw error as unknown as Error;
    }
    const returnsItem =
      options.conditionFailuresReturnItem &&
      input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' &&
      error.body[TYPE].endsWith('ConditionalCheckFailedException');
    const Item = returnsItem ? conflictingItem(input) : undefined;
    return { status: error.statusCode, body: JSON.stringify({ ...error.body, ...(Item && { Item }) }) };
  }

  function conflictingItem({ TableName, Key, Item }: Input): Attributes | undefined {
    const id = (Key ?? Item)?.['id']?.S;
    return itemsIn(TableName)
      .values()
      .find((item) => item['id']?.S === id);
  }

  /** Reads the first, third … key of a batch of one table, and leaves the others unprocessed. */
  function getHalf(tableName: string, batch: BatchOfKeys): Response {
    const half = (first: number) => ({ ...batch, Keys: batch.Keys.filter((_, n) => n % 2 === first) });
    const { status, body } = run('batchGetItem', { TableName: '', RequestItems: { [tableName]: half(0) } });
    const answer = JSON.parse(body) as object;
    return { status, body: JSON.stringify({ ...answer, UnprocessedKeys: { [tableName]: half(1) } }) };
  }

  return {
    parseCall(request) {
      const { headers, body } = request;
      const input = JSON.parse(body) as Input;
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      const [[batchTable, batch] = []] = Object.entries(input.RequestItems ?? {});
      return {
        point: `${batchTable ?? input.TableName}.${operation}`,
        execute() {
          ({ sentAt } = request);
          if (halfFails && batchTable !== undefined && batch !== undefined && batch.Keys.length > 1) {
            halfFails = false;
            return getHalf(batchTable, batch);
          }
          const response = options.isTooLarge(input.TableName, body)
            ? toRejection(TOO_LARGE, input)
            : run(operation.charAt(0).toLowerCase() + operation.slice(1), input);
          calls.push({ request, response });
          return response;
        },
      };
    },
    failHalfOfNextBatch: () => {
      halfFails = true;
    },
    reject: (rejection) => exception(...REJECTIONS[rejection]),
    calls,
    itemsOf: (tableName) => [...itemsIn(tableName).values()],
  };
}

const REJECTIONS: Readonly<Record<Rejection, [status: number, name: string]>> = {
  throttled: [400, 'ProvisionedThroughputExceededException'],
  failed: [500, 'InternalServerError'],
  denied: [400, 'AccessDeniedException'],
  gone: [400, 'ResourceNotFoundException'],
};

const TOO_LARGE: ActionError = {
  statusCode: 400,
  body: {
    [TYPE]: 'com.amazon.coral.validate#ValidationException',
    message: 'Item size to update has exceeded the maximum allowed size',
  },
};

function exception(status: number, name: string): Response {
  const type = `com.amazonaws.dynamodb.v20120810#${name}`;
  return { status, body: JSON.stringify({ [TYPE]: type, message: `simulated ${name}` }) };
}
