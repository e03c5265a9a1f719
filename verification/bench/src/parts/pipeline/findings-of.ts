import { spreadOf } from '../../measuring/statistics.ts';
import type { Findings } from '../../results/findings.ts';
import type { PipelineRun } from './run-pipeline.ts';

const MAX_SLOW_DOWN = 1.1;
const MAX_MEMORY_MB = 256;

const FUNCTIONS = ['CreateProductProcessor', 'ProductSaverWorker'] as const;

/**
 * @param measured Runs by the number of products, ascending.
 * @param baseBytes Memory that instances share on the embedded cloud, but not on Lambda.
 */
export function findingsOf(measured: readonly PipelineRun[][], baseBytes: number): Findings {
  const peakMb = (runs: readonly PipelineRun[], name: string): number =>
    (baseBytes + Math.max(...runs.map(({ peakBytes }) => peakBytes[name] ?? 0))) / 2 ** 20;
  const [largest, before] = [measured.at(-1)!, measured.at(-2)!];
  const [slow, fast] = [spreadOf(msPerProduct(largest)), spreadOf(msPerProduct(before))];
  return {
    targets: [
      {
        name: `time per product for ${largest[0]?.products} products, against that for ${before[0]?.products}`,
        bound: 'at most',
        limit: MAX_SLOW_DOWN,
        value: slow.median / fast.median,
        // Too few runs for less than all that they allow.
        low: slow.low / fast.high,
        high: slow.high / fast.low,
        unit: '×',
      },
      ...FUNCTIONS.map((name) => ({
        name: `peak memory of an instance of ${name}`,
        bound: 'at most' as const,
        limit: MAX_MEMORY_MB,
        value: Math.max(...measured.map((runs) => peakMb(runs, name))),
        unit: 'MB',
      })),
    ],
    tables: [
      {
        title: 'From the first request to the last report',
        columns: [
          'products',
          'runs',
          'products/s',
          'from',
          'to',
          'ms per product',
          ...FUNCTIONS.map((name) => `peak, MB, ${name}`),
        ],
        rows: measured.map((runs) => {
          const speed = spreadOf(runs.map(({ products, seconds }) => products / seconds));
          return [
            runs[0]?.products ?? 0,
            runs.length,
            speed.median,
            speed.low,
            speed.high,
            spreadOf(msPerProduct(runs)).median,
            ...FUNCTIONS.map((name) => peakMb(runs, name)),
          ];
        }),
      },
    ],
    charts: [
      {
        kind: 'lines',
        name: 'pipeline-course',
        title: 'Products saved and reported, from the first request on',
        x: { title: 'seconds', scale: 'linear' },
        y: { title: 'products', scale: 'linear' },
        lines: measured.map((runs) => ({
          label: `${runs[0]?.products} products`,
          points: [
            [0, 0],
            ...(runs[0]?.course ?? []).map(({ seconds, products }): [number, number] => [seconds, products]),
          ],
        })),
      },
    ],
    profiles: [],
    samples: Object.fromEntries(
      measured.map((runs) => [`${runs[0]?.products} products, seconds`, runs.map(({ seconds }) => seconds)]),
    ),
  };
}

function msPerProduct(runs: readonly PipelineRun[]): number[] {
  return runs.map(({ seconds, products }) => (seconds * 1000) / products);
}
