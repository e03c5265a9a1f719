import { pairedRatio, spreadOf } from '../../measuring/statistics.ts';
import type { Findings, Table, Target } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import { BILL_ITEMS, totalOf } from '../requests/bill.ts';
import { isCausedByProducts, per1000 } from '../requests/designs.ts';
import type { CountedImport, CountedImports } from './count-import.ts';
import { importBill, type ImportDurations } from './import-bill.ts';
import { READING } from './measure-reading.ts';
import type { ImportRun } from './run-import.ts';

const MIN_ROWS_PER_SECOND = 100_000;
const MAX_DOLLARS = 1;
const MAX_SECONDS = 120;
const MAX_FIRST_SECONDS = 5;
const MAX_SPLITTER_MB = 256;
/** Rows that the time's limit is for. */
const LIMIT_ROWS = 100_000;

/** All measurements of this part. */
export interface Measured {
  readonly reading: ReadonlyMap<string, readonly number[]>;
  readonly counted: CountedImports;
  readonly durations: ImportDurations;
  readonly run: ImportRun;
}

export function findingsOf({ reading, counted, durations, run }: Measured): Findings {
  const { imports, resentBytes, memoryMb } = counted;
  const bills = imports.map((one) => importBill(one, memoryMb, durations));
  const ours = reading.get(READING) ?? [];
  return {
    targets: [
      sampledTarget(
        {
          name: 'rows a second of CPU time, parsed and mapped',
          bound: 'at least',
          limit: MIN_ROWS_PER_SECOND,
          unit: 'rows/s',
        },
        ours,
      ),
      ...imports.map(({ name }, n) =>
        target(`dollars for a million rows, ${name}`, 'at most', MAX_DOLLARS, totalOf(bills[n]!), 'dollars'),
      ),
      // A smaller file says nothing of the time of a large one.
      ...(run.rows === LIMIT_ROWS
        ? [
            target(
              `${LIMIT_ROWS} rows, from the start to the report`,
              'at most',
              MAX_SECONDS,
              run.seconds,
              's',
            ),
          ]
        : []),
      target('first product readable after the start', 'at most', MAX_FIRST_SECONDS, run.firstSeconds, 's'),
      target(
        'peak memory of the splitter',
        'at most',
        MAX_SPLITTER_MB,
        run.splitterPeakBytes / 2 ** 20,
        'MB',
      ),
      target('bytes of the file that the same command sends again', 'at most', 0, resentBytes, 'bytes'),
    ],
    tables: [
      readingTable(reading),
      {
        title: 'An import through everything',
        columns: ['rows', 'seconds', 'rows/s', 'first product, s', 'splitter, peak (resident), MB'],
        rows: [
          [run.rows, run.seconds, run.rows / run.seconds, run.firstSeconds, run.splitterPeakBytes / 2 ** 20],
        ],
      },
      {
        title: 'Dollars for a million rows',
        columns: ['item', ...imports.map(({ name }) => name)],
        rows: [
          ...BILL_ITEMS.map((item) => [item, ...bills.map((bill) => bill[item])]),
          ['**all**', ...bills.map(totalOf)],
          ['write units of a row', ...imports.map(writeUnits)],
          ['bytes of a stored product', ...imports.map(({ productBytes }) => productBytes)],
        ],
      },
      requestTable(imports),
    ],
    charts: [],
    profiles: [],
    samples: {
      ...Object.fromEntries([...reading].map(([name, all]) => [`${name}, rows/s`, [...all]])),
      'import, seconds': [run.seconds],
      'bytes of the file that were sent': imports.map(({ sentBytes }) => sentBytes),
    },
  };
}

function target(name: string, bound: Target['bound'], limit: number, value: number, unit: string): Target {
  return { name, bound, limit, value, unit };
}

function readingTable(reading: ReadonlyMap<string, readonly number[]>): Table {
  const ours = reading.get(READING) ?? [];
  return {
    title: 'Reading a file in memory, in a second of CPU time',
    columns: ['what', 'rows/s', 'from', 'to', 'ours against it', 'from', 'to'],
    rows: [...reading].map(([name, all]) => {
      const speed = spreadOf(all);
      const ratio = pairedRatio(ours, all);
      return [
        name,
        speed.median,
        speed.low,
        speed.high,
        ...(name === READING ? [null, null, null] : [ratio.median, ratio.low, ratio.high]),
      ];
    }),
  };
}

const WRITES = new Set(['PutItem', 'UpdateItem']);

/** Counts all writes: a thousandth of them are of records. */
function writeUnits({ rows, use }: CountedImport): number {
  const writes = use.counts.filter(({ service, action }) => service === 'DynamoDB' && WRITES.has(action));
  return writes.reduce((sum, { units }) => sum + units, 0) / rows;
}

function requestTable(imports: readonly CountedImport[]): Table {
  const counts = imports.map(({ use }) => use.counts.filter(isCausedByProducts));
  const names = new Set(counts.flat().map(({ service, action }) => `${service} ${action}`));
  return {
    title: 'Requests and units for 1,000 rows',
    columns: ['request', ...imports.flatMap(({ name }) => [`${name}, requests`, `${name}, units`])],
    rows: [...names].sort().map((name) => [
      name,
      ...imports.flatMap(({ rows }, n) => {
        const count = counts[n]!.find(({ service, action }) => `${service} ${action}` === name);
        return count === undefined
          ? [null, null]
          : [per1000(rows, count.requests), per1000(rows, count.units)];
      }),
    ]),
  };
}
