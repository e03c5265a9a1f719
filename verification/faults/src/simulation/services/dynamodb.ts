import { createRequire } from 'node:module';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Answer, Request, Service } from './answer.ts';

export type Attributes = Record<string, AttributeValue>;

interface Input {
  readonly TableName: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

/** Names a refusal. */
const TYPE = '__type';

/** dynalite's, for a refusal. */
interface ActionError {
  readonly statusCode?: number;
  readonly body: { readonly [TYPE]: string; readonly message?: string };
}
type Done = (error: ActionError | null, answer?: object) => void;
type Action = (store: object, input: object, done: Done) => void;
interface Validation {
  readonly types: object;
  readonly custom: object;
}

// dynalite's own reading and execution of commands, without its server and its database: no types, no public entry.
const require = createRequire(import.meta.url);
const { checkTypes, checkValidations } = require('dynalite/validations') as {
  readonly checkTypes: (input: object, types: object) => object;
  readonly checkValidations: (input: object, types: object, custom: object, store: object) => void;
};
const ACTIONS = Object.fromEntries(
  ['getItem', 'putItem', 'updateItem'].map((name) => [
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
  /** As they stand, in DynamoDB's own notation. */
  itemsOf(tableName: string): Attributes[];
  /** Everything that was done, in order. */
  readonly done: readonly { readonly request: Request; readonly answer: Answer }[];
}

export interface DynamoDbOptions {
  readonly tableNames: readonly string[];
  /** A refused condition comes with the item that stands in its way: DynamoDB gives it, some emulators don't. */
  readonly conditionFailuresTellItem: boolean;
  /** Whether to refuse a command, given as JSON, for the size of its item. */
  readonly refusesAsTooLarge: (tableName: string, command: string) => boolean;
  readonly onWrite: (tableName: string, item: Attributes) => void;
}

/** DynamoDB as dynalite has it, on tables with the key `id`, in memory and without waiting for anything. */
export function createDynamoDb(options: DynamoDbOptions): DynamoDb {
  const tables = new Map(options.tableNames.map((name) => [name, new Map<string, Attributes>()]));
  const itemsIn = (tableName: string) => tables.get(tableName) ?? new Map<string, Attributes>();

  const done: { request: Request; answer: Answer }[] = [];

  const store = {
    options: { maxItemSize: MAX_ITEM_BYTES },
    getTable(name: string, give: (error: unknown, table: object) => void) {
      give(null, {
        TableName: name,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      });
    },
    getItemDb: (name: string) => ({
      // One call at a time, each done at once: nothing to lock.
      lock: (_key: string, work: (release: (free: Done) => Done) => void) => work((free) => free),
      get: (key: string, give: (error: unknown, item?: Attributes) => void) =>
        give(null, itemsIn(name).get(key)),
      put(key: string, item: Attributes, finish: (error: unknown) => void) {
        itemsIn(name).set(key, item);
        options.onWrite(name, item);
        finish(null);
      },
    }),
  };

  function run(action: string, input: Input): Answer {
    const known = ACTIONS[action];
    if (known === undefined) {
      throw new Error(`${action} is not simulated`);
    }
    let answer: Answer | undefined;
    const answered: Done = (error, body) => {
      answer = error === null ? { status: 200, body: JSON.stringify(body) } : refusalOf(error, input);
    };
    try {
      const checked = checkTypes({ ...input }, known.validation.types);
      checkValidations(checked, known.validation.types, known.validation.custom, store);
      known.run(store, checked, answered);
    } catch (error) {
      answered(error as ActionError);
    }
    if (answer === undefined) {
      throw new Error(`${action} did not end at once`);
    }
    return answer;
  }

  function refusalOf(error: ActionError, input: Input): Answer {
    if (error.statusCode === undefined) {
      throw error as unknown as Error;
    }
    const tellsItem =
      options.conditionFailuresTellItem &&
      input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' &&
      error.body[TYPE].endsWith('ConditionalCheckFailedException');
    const Item = tellsItem ? standingInTheWayOf(input) : undefined;
    return { status: error.statusCode, body: JSON.stringify({ ...error.body, ...(Item && { Item }) }) };
  }

  function standingInTheWayOf({ TableName, Key, Item }: Input): Attributes | undefined {
    const id = (Key ?? Item)?.['id']?.S;
    return itemsIn(TableName)
      .values()
      .find((item) => item['id']?.S === id);
  }

  return {
    callOf(request) {
      const { headers, body } = request;
      const input = JSON.parse(body) as Input;
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      return {
        point: `${input.TableName}.${operation}`,
        execute() {
          const answer = options.refusesAsTooLarge(input.TableName, body)
            ? refusalOf(TOO_LARGE, input)
            : run(operation.charAt(0).toLowerCase() + operation.slice(1), input);
          done.push({ request, answer });
          return answer;
        },
      };
    },
    refuse: (refusal) =>
      refusal === 'throttled'
        ? exception(400, 'ProvisionedThroughputExceededException')
        : exception(500, 'InternalServerError'),
    done,
    itemsOf: (tableName) => [...itemsIn(tableName).values()],
  };
}

const TOO_LARGE: ActionError = {
  statusCode: 400,
  body: {
    [TYPE]: 'com.amazon.coral.validate#ValidationException',
    message: 'Item size to update has exceeded the maximum allowed size',
  },
};

function exception(status: number, name: string): Answer {
  const type = `com.amazonaws.dynamodb.v20120810#${name}`;
  return { status, body: JSON.stringify({ [TYPE]: type, message: `simulated ${name}` }) };
}
