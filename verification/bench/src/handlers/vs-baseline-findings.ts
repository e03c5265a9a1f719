import { pairedRatio, pairedRatios, spreadOf } from '../measuring/statistics.ts';
import type { BarChart, Findings, Table } from '../results/findings.ts';
import type { SizeEfforts } from './vs-baseline.ts';
import type { Effort } from './handler-process.ts';

/** Divides our CPU time by the baseline's, in each round. */
export function cpuRatiosOf({ ours, baseline }: SizeEfforts): number[] {
  return pairedRatios(cpuTimes(ours), cpuTimes(baseline));
}

export function effortTable(title: string, measured: readonly SizeEfforts[]): Table {
  return {
    title,
    columns: [
      'products in an event',
      'CPU per product, ms, ours',
      'baseline',
      '÷',
      'from',
      'to',
      'wall per product, ms, ours',
      'baseline',
      '÷',
      'peak memory, MB, ours',
    ],
    rows: measured.map((one) => {
      const { size, products, ours, baseline } = one;
      const cpu = spreadOf(cpuRatiosOf(one));
      return [
        size,
        spreadOf(cpuTimes(ours)).median / products,
        spreadOf(cpuTimes(baseline)).median / products,
        cpu.median,
        cpu.low,
        cpu.high,
        spreadOf(wallTimes(ours)).median / products,
        spreadOf(wallTimes(baseline)).median / products,
        pairedRatio(wallTimes(ours), wallTimes(baseline)).median,
        spreadOf(ours.map(({ peakBytes }) => peakBytes)).high / 2 ** 20,
      ];
    }),
  };
}

export function effortChart(name: string, title: string, measured: readonly SizeEfforts[]): BarChart {
  return {
    kind: 'bars',
    name,
    title,
    unit: 'ms of CPU time per product',
    groups: measured.map(({ size, products, ours, baseline }) => ({
      title: size === 1 ? 'one in an event' : `${size} in an event`,
      bars: [
        { label: 'ours', ours: true, ...barOf(cpuTimes(ours), products) },
        { label: 'the same calls and nothing else', ...barOf(cpuTimes(baseline), products) },
      ],
    })),
  };
}

export function effortSamples(measured: readonly SizeEfforts[]): Findings['samples'] {
  return Object.fromEntries(
    measured.flatMap(({ size, ours, baseline }) => [
      [`${size} in an event, ours, CPU ms`, cpuTimes(ours)],
      [`${size} in an event, baseline, CPU ms`, cpuTimes(baseline)],
      [`${size} in an event, ours, wall ms`, wallTimes(ours)],
      [`${size} in an event, baseline, wall ms`, wallTimes(baseline)],
    ]),
  );
}

function barOf(samples: readonly number[], products: number) {
  const { median, low, high } = spreadOf(samples);
  return { value: median / products, low: low / products, high: high / products };
}

const cpuTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ cpuMs }) => cpuMs);
const wallTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ wallMs }) => wallMs);
