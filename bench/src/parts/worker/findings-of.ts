import { pairedRatio, spreadOf } from '../../measuring/statistics.ts';
import type { Effort } from '../../handlers/handler-process.ts';
import type { Findings } from '../../results/findings.ts';
import type { BatchEfforts } from './measure.ts';

const MAX_CPU_RATIO = 1.25;

/** What the mapping gives at once. */
const TARGET_BATCH = 100;

export function findingsOf(measured: readonly BatchEfforts[], profiles: Findings['profiles']): Findings {
  const atTarget = measured.find(({ batchSize }) => batchSize === TARGET_BATCH)!;
  return {
    targets: [
      {
        name: `CPU time per product, against the bare loop, in batches of ${TARGET_BATCH}`,
        bound: 'at most',
        limit: MAX_CPU_RATIO,
        value: pairedRatio(cpuTimes(atTarget.ours), cpuTimes(atTarget.bare)).median,
        unit: '×',
      },
    ],
    tables: [
      {
        title: 'Milliseconds per product',
        columns: [
          'products in a batch',
          'CPU, ours',
          'CPU, bare',
          '÷',
          'from',
          'to',
          'wall, ours',
          'wall, bare',
          '÷',
          'peak memory, ours, MB',
        ],
        rows: measured.map(rowOf),
      },
    ],
    charts: [
      {
        kind: 'bars',
        name: 'worker-cpu',
        title: 'The worker’s CPU time per product',
        unit: 'ms',
        groups: measured.map(({ batchSize, products, ours, bare }) => ({
          title: batchSize === 1 ? 'one in a batch' : `${batchSize} in a batch`,
          bars: [
            { label: 'ours', ours: true, ...barOf(cpuTimes(ours), products) },
            { label: 'the same calls and nothing else', ...barOf(cpuTimes(bare), products) },
          ],
        })),
      },
    ],
    profiles,
    samples: Object.fromEntries(
      measured.flatMap(({ batchSize, ours, bare }) => [
        [`${batchSize}, ours, CPU ms`, cpuTimes(ours)],
        [`${batchSize}, bare, CPU ms`, cpuTimes(bare)],
        [`${batchSize}, ours, wall ms`, wallTimes(ours)],
        [`${batchSize}, bare, wall ms`, wallTimes(bare)],
      ]),
    ),
  };
}

function rowOf({ batchSize, products, ours, bare }: BatchEfforts) {
  const cpu = pairedRatio(cpuTimes(ours), cpuTimes(bare));
  return [
    batchSize,
    spreadOf(cpuTimes(ours)).median / products,
    spreadOf(cpuTimes(bare)).median / products,
    cpu.median,
    cpu.low,
    cpu.high,
    spreadOf(wallTimes(ours)).median / products,
    spreadOf(wallTimes(bare)).median / products,
    pairedRatio(wallTimes(ours), wallTimes(bare)).median,
    spreadOf(ours.map(({ peakBytes }) => peakBytes)).high / 2 ** 20,
  ];
}

function barOf(samples: readonly number[], products: number) {
  const { median, low, high } = spreadOf(samples);
  return { value: median / products, low: low / products, high: high / products };
}

const cpuTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ cpuMs }) => cpuMs);
const wallTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ wallMs }) => wallMs);
