import type { Count } from '../../cloud/counts.ts';
import { PRICES } from './prices.ts';

/** One function's invocations. */
export interface LambdaUse {
  readonly invocations: number;
  /** The duration of one invocation. */
  readonly durationMs: number;
  readonly memoryMb: number;
}

/** Use of AWS for a number of products. */
export interface Usage {
  readonly products: number;
  readonly counts: readonly Count[];
  readonly functions: readonly LambdaUse[];
  /** Bytes that the functions themselves log. */
  readonly logBytes: number;
}

/**
 * Bytes that Lambda itself logs for each invocation:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
const PLATFORM_LOG = `START RequestId: c793869b-ee49-115b-a5b6-4fd21e8dedac Version: $LATEST
END RequestId: c793869b-ee49-115b-a5b6-4fd21e8dedac
REPORT RequestId: c793869b-ee49-115b-a5b6-4fd21e8dedac\tDuration: 128.83 ms\tBilled Duration: 129 ms\tMemory Size: 1024 MB\tMax Memory Used: 118 MB
`;

export const BILL_ITEMS = ['Lambda requests', 'Lambda time', 'SQS', 'DynamoDB', 'S3', 'Logs'] as const;
export type BillItem = (typeof BILL_ITEMS)[number];

/** Prices of a use of AWS, in dollars for a million products. */
export type Bill = Readonly<Record<BillItem, number>>;

const MILLION = 1_000_000;

export function billOf({ products, counts, functions, logBytes }: Usage): Bill {
  const invocations = sum(functions.map((one) => one.invocations));
  const perMillion = (dollars: number): number => (dollars / products) * MILLION;
  const gbSeconds = functions.map(
    // Billed in whole milliseconds.
    (one) => one.invocations * (Math.ceil(one.durationMs) / 1000) * (one.memoryMb / 1024),
  );
  return {
    'Lambda requests': perMillion((invocations * PRICES.lambdaRequest.dollars) / MILLION),
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
    Logs: perMillion(((logBytes + invocations * PLATFORM_LOG.length) / 2 ** 30) * PRICES.logGb.dollars),
  };
}

export function totalOf(bill: Bill): number {
  return sum(Object.values(bill));
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'GetObject', 'HeadObject']);

/** Tells whether an action of DynamoDB or S3 is billed as a read. */
function isRead(action: string): boolean {
  return READS.has(action);
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
