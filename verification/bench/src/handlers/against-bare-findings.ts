import { pairedRatio, spreadOf } from '../measuring/statistics.ts';
import type { BarChart, Findings, Table } from '../results/findings.ts';
import type { SizeEfforts } from './against-bare.ts';
import type { Effort } from './handler-process.ts';

export function cpuRatioOf({ ours, bare }: SizeEfforts) {
  return pairedRatio(cpuTimes(ours), cpuTimes(bare));
}

export function effortTable(title: string, measured: readonly SizeEfforts[]): Table {
  return {
    title,
    columns: [
      'products in an event',
      'CPU per product, ms, ours',
      'bare',
      '÷',
      'from',
      'to',
      'wall per product, ms, ours',
      'bare',
      '÷',
      'peak memory, MB, ours',
    ],
    rows: measured.map((one) => {
      const { size, products, ours, bare } = one;
      const cpu = cpuRatioOf(one);
      return [
        size,
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
    }),
  };
}

export function effortChart(name: string, title: string, measured: readonly SizeEfforts[]): BarChart {
  return {
    kind: 'bars',
    name,
    title,
    unit: 'ms of CPU time per product',
    groups: measured.map(({ size, products, ours, bare }) => ({
      title: size === 1 ? 'one in an event' : `${size} in an event`,
      bars: [
        { label: 'ours', ours: true, ...barOf(cpuTimes(ours), products) },
        { label: 'the same calls and nothing else', ...barOf(cpuTimes(bare), products) },
      ],
    })),
  };
}

export function effortSamples(measured: readonly SizeEfforts[]): Findings['samples'] {
  return Object.fromEntries(
    measured.flatMap(({ size, ours, bare }) => [
      [`${size} in an event, ours, CPU ms`, cpuTimes(ours)],
      [`${size} in an event, bare, CPU ms`, cpuTimes(bare)],
      [`${size} in an event, ours, wall ms`, wallTimes(ours)],
      [`${size} in an event, bare, wall ms`, wallTimes(bare)],
    ]),
  );
}

function barOf(samples: readonly number[], products: number) {
  const { median, low, high } = spreadOf(samples);
  return { value: median / products, low: low / products, high: high / products };
}

const cpuTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ cpuMs }) => cpuMs);
const wallTimes = (efforts: readonly Effort[]): number[] => efforts.map(({ wallMs }) => wallMs);
