import type { Findings, LineChart, Table } from '../../results/findings.ts';
import { BURSTS, CONFIGURATIONS, type ConfigurationName } from './scenarios.ts';
import { type Limit, simulateDrain, type Workload } from './simulate.ts';

const NAMES = Object.keys(CONFIGURATIONS) as ConfigurationName[];

const LIMIT_NAMES = {
  mapping: 'the mapping’s concurrency',
  account: 'the account’s concurrency',
  'in flight': 'messages in flight',
  polling: 'polling',
  table: 'the table',
  S3: 'S3',
} as const satisfies Record<Limit, string>;

/** Number of points of a line in a chart. */
const CHART_POINTS = 200;

export interface Workloads {
  readonly inBatches: Workload;
  readonly oneByOne: Workload;
}

export function findingsOf({ inBatches, oneByOne }: Workloads): Findings {
  return {
    targets: [],
    tables: [
      drainTable('Submitted in batches of 1,000', inBatches),
      drainTable('Submitted one a request', oneByOne),
    ],
    charts: [drainChart(inBatches), courseChart(inBatches)],
    profiles: [],
    samples: {
      'in batches, ms of an invocation': [inBatches.invocationMs],
      'one a request, ms of an invocation': [oneByOne.invocationMs],
    },
  };
}

function drainTable(title: string, workload: Workload): Table {
  return {
    title: `${title}: an invocation of ${workload.batchSize} takes ${Math.round(workload.invocationMs)} ms`,
    columns: ['configuration', 'products', 'until drained', 'products/s', 'held up longest by'],
    rows: NAMES.flatMap((name) =>
      BURSTS.map((products) => {
        const { seconds, limit } = simulateDrain(products, workload, CONFIGURATIONS[name]);
        return [
          name,
          products.toLocaleString('en-US'),
          timeText(seconds),
          products / seconds,
          LIMIT_NAMES[limit],
        ];
      }),
    ),
  };
}

function drainChart(workload: Workload): LineChart {
  return {
    kind: 'lines',
    name: 'scale-drain',
    title: 'How long a burst takes to drain',
    x: { title: 'products', scale: 'log' },
    y: { title: 'minutes', scale: 'log' },
    lines: NAMES.map((name) => ({
      label: name,
      points: [...BURSTS].map((products) => [
        products,
        simulateDrain(products, workload, CONFIGURATIONS[name]).seconds / 60,
      ]),
    })),
  };
}

function courseChart(workload: Workload): LineChart {
  const [, products] = BURSTS;
  return {
    kind: 'lines',
    name: 'scale-course',
    title: 'What is left of a burst of 10 million products',
    x: { title: 'minutes', scale: 'linear' },
    y: { title: 'products', scale: 'linear' },
    lines: NAMES.map((name) => {
      const { course } = simulateDrain(products, workload, CONFIGURATIONS[name]);
      const every = Math.ceil(course.length / CHART_POINTS);
      return {
        label: name,
        points: course
          .filter((_, n) => n % every === 0 || n === course.length - 1)
          .map(([seconds, left]) => [seconds / 60, left]),
      };
    }),
  };
}

function timeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
