import type { CloudUse } from '../../cloud/cloud-process.ts';
import type { Findings, Table, Target } from '../../results/findings.ts';
import { isCausedByProducts, per1000 } from '../requests/designs.ts';

/** Allows for batches that fill differently; a request more for each product would double the ratio. */
const MAX_RATIO = 1.02;

/** Requests that one operation took, submitted in one way. */
export interface CountedOperation {
  readonly name: string;
  /** False if it reads the product before it writes, by design. */
  readonly blind: boolean;
  readonly products: number;
  readonly counts: CloudUse['counts'];
}

/** Ways to submit, by title. */
export type CountedOperations = Readonly<Record<string, readonly CountedOperation[]>>;

/** Compares the requests of each operation with those of a put that replaces a product. @param yardstick Its name. */
export function findingsOf(counted: CountedOperations, yardstick: string): Findings {
  const ways = Object.entries(counted);
  return {
    targets: ways.flatMap(([way, operations]) => targetsOf(way, operations, yardstick)),
    tables: ways.map(([way, operations]) => tableOf(way, operations)),
    charts: [],
    profiles: [],
    samples: Object.fromEntries(
      ways.flatMap(([way, operations]) =>
        operations.map((operation) => [`${operation.name}, ${way}`, [tableRequests(operation)]]),
      ),
    ),
  };
}

function targetsOf(way: string, operations: readonly CountedOperation[], yardstick: string): Target[] {
  const put = operations.find(({ name }) => name === yardstick);
  return operations
    .filter(({ name, blind }) => blind && name !== yardstick)
    .map((operation) => ({
      name: `requests to DynamoDB of “${operation.name}”, against a put, ${way}`,
      bound: 'at most',
      limit: MAX_RATIO,
      value: put === undefined ? Number.NaN : tableRequests(operation) / tableRequests(put),
      unit: '×',
    }));
}

function tableRequests({ counts, products }: CountedOperation): number {
  return per1000(products, sumOf(counts.filter(({ service }) => service === 'DynamoDB')));
}

function tableOf(way: string, operations: readonly CountedOperation[]): Table {
  const used = operations.map(({ counts }) => counts.filter(isCausedByProducts));
  const names = new Set(used.flat().map(({ service, action }) => `${service} ${action}`));
  const requests = (counts: CloudUse['counts'], { products }: CountedOperation) =>
    counts.length === 0 ? null : per1000(products, sumOf(counts));
  return {
    title: `Requests for 1,000 products, ${way}`,
    columns: ['request', ...operations.map(({ name }) => name)],
    rows: [
      ...[...names].sort().map((name) => [
        name,
        ...operations.map((operation, n) =>
          requests(
            used[n]!.filter(({ service, action }) => `${service} ${action}` === name),
            operation,
          ),
        ),
      ]),
      ['**all**', ...operations.map((operation, n) => requests(used[n]!, operation))],
    ],
  };
}

function sumOf(counts: CloudUse['counts']): number {
  return counts.reduce((sum, { requests }) => sum + requests, 0);
}
