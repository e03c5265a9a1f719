import type { SizeEfforts } from '../../handlers/vs-baseline.ts';
import { effortChart, effortSamples, effortTable } from '../../handlers/vs-baseline-findings.ts';
import { pairedRatio, pairedRatios, spreadOf } from '../../measuring/statistics.ts';
import type { Findings } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';

const MIN_SPEED_UP = 15;

/** @param speeds Products per second, by the number of products in a request. */
export function findingsOf(
  speeds: ReadonlyMap<string, readonly number[]>,
  efforts: readonly SizeEfforts[],
): Findings {
  const one = speeds.get('1') ?? [];
  return {
    targets: [
      sampledTarget(
        {
          name: 'products per second in batches of 1,000, against one a request',
          bound: 'at least',
          limit: MIN_SPEED_UP,
          unit: '×',
        },
        pairedRatios(speeds.get('1000') ?? [], one),
      ),
    ],
    tables: [
      {
        title: 'Products accepted per second',
        columns: ['products in a request', 'products/s', 'from', 'to', '÷ one a request'],
        rows: [...speeds].map(([size, samples]) => {
          const { median, low, high } = spreadOf(samples);
          return [Number(size), median, low, high, pairedRatio(samples, one).median];
        }),
      },
      effortTable('The processor alone', efforts),
    ],
    charts: [
      {
        kind: 'bars',
        name: 'batch-intake',
        title: 'Products accepted per second',
        unit: 'products/s',
        groups: [
          {
            title: '',
            bars: [...speeds].map(([size, samples]) => {
              const { median, low, high } = spreadOf(samples);
              return { label: `${size} in a request`, value: median, low, high, ours: true };
            }),
          },
        ],
      },
      effortChart('processor-cpu', 'The processor against the same calls alone', efforts),
    ],
    profiles: [],
    samples: {
      ...Object.fromEntries(
        [...speeds].map(([size, samples]) => [`${size} a request, products/s`, [...samples]]),
      ),
      ...effortSamples(efforts),
    },
  };
}
