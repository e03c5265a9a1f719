import type { Count } from '../../cloud/counts.ts';
import { PRICES } from './prices.ts';

/** One function's invocations. */
export interface LambdaUse {
  readonly invocations: number;
  /** Of one invocation. */
  readonly durationMs: number;
  readonly memoryMb: number;
}

/** What some products took. */
export interface Usage {
  readonly products: number;
  readonly counts: readonly Count[];
  readonly functions: readonly LambdaUse[];
  readonly logBytes: number;
}

export const BILL_ITEMS = ['Lambda requests', 'Lambda time', 'SQS', 'DynamoDB', 'S3', 'Logs'] as const;
export type BillItem = (typeof BILL_ITEMS)[number];

/** In dollars for a million products. */
export type Bill = Readonly<Record<BillItem, number>>;

const MILLION = 1_000_000;

export function billOf({ products, counts, functions, logBytes }: Usage): Bill {
  const perMillion = (dollars: number): number => (dollars / products) * MILLION;
  const gbSeconds = functions.map(
    // Billed in whole milliseconds.
    ({ invocations, durationMs, memoryMb }) =>
      invocations * (Math.ceil(durationMs) / 1000) * (memoryMb / 1024),
  );
  return {
    'Lambda requests': perMillion(
      (sum(functions.map(({ invocations }) => invocations)) * PRICES.lambdaRequest.dollars) / MILLION,
    ),
    'Lambda time': perMillion(sum(gbSeconds) * PRICES.lambdaGbSecond.dollars),
    SQS: perMillion((unitsOf(counts, 'SQS') * PRICES.sqsRequest.dollars) / MILLION),
    DynamoDB: perMillion(
      (unitsOf(counts, 'DynamoDB', isWrite) * PRICES.dynamodbWrite.dollars +
        unitsOf(counts, 'DynamoDB', isRead) * PRICES.dynamodbRead.dollars) /
        MILLION,
    ),
    S3: perMillion(
      (unitsOf(counts, 'S3', isWrite) * PRICES.s3Put.dollars +
        unitsOf(counts, 'S3', isRead) * PRICES.s3Get.dollars) /
        1000,
    ),
    Logs: perMillion((logBytes / 2 ** 30) * PRICES.logGb.dollars),
  };
}

export function totalOf(bill: Bill): number {
  return sum(Object.values(bill));
}

/** A list of objects is priced as a write. */
function isRead(action: string): boolean {
  return action === 'GetItem' || action === 'GetObject';
}

function isWrite(action: string): boolean {
  return !isRead(action);
}

function unitsOf(
  counts: readonly Count[],
  service: Count['service'],
  matches: (action: string) => boolean = () => true,
): number {
  return sum(
    counts.filter((count) => count.service === service && matches(count.action)).map(({ units }) => units),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
