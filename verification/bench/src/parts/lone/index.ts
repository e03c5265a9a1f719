import { percentile, spreadOf } from '../../measuring/statistics.ts';
import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import { type LoneRun, measureLone } from './measure.ts';

const PRODUCTS = 200;
/** The number of a quick run. */
const FEW_PRODUCTS = 10;
/** Products of others that are queued meanwhile. */
const QUEUED = 10_000;
const FEW_QUEUED = 1000;

const MAX_MS = 150;

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const [products, others] = quick ? [FEW_PRODUCTS, FEW_QUEUED] : [PRODUCTS, QUEUED];
  progress.start('A lone product', 2 * products);
  const runs = new Map<string, LoneRun>();
  for (const [name, queued] of [
    ['nothing else queued', 0],
    [`${others} products of others queued`, others],
  ] as const) {
    runs.set(name, await measureLone(products, queued, () => progress.step(name)));
  }
  const [alone] = [...runs.values()];
  return {
    targets: [
      sampledTarget(
        {
          name: 'a lone product, from the request to saved (median)',
          bound: 'at most',
          limit: MAX_MS,
          unit: 'ms',
        },
        alone!.savedMs,
      ),
    ],
    tables: [
      {
        title: 'Milliseconds of a request for one product',
        columns: ['while', '202, median', 'saved, median', 'saved, p95', 'from', 'to'],
        rows: [...runs].map(([name, { acceptedMs, savedMs }]) => {
          const saved = spreadOf(savedMs);
          return [
            name,
            spreadOf(acceptedMs).median,
            saved.median,
            percentile(savedMs, 95),
            saved.low,
            saved.high,
          ];
        }),
      },
    ],
    charts: [],
    profiles: [],
    samples: Object.fromEntries([...runs].map(([name, { savedMs }]) => [name, [...savedMs]])),
  };
}

export const lone: Part = {
  name: 'lone',
  title: 'A lone product',
  method: `Products posted one after the other with \`Prefer: wait\`, which answers as soon as the product is saved and its submission is complete; and plain ones, for the time of the 202. On an embedded
cloud that shares this machine's cores with everything else, once with nothing else queued, and once right after others submitted ${QUEUED} products in batches of 1,000. Before small and
large submissions had queues of their own, every message waited for the large batches' window of a second, and behind whatever else was queued.`,
  packages: ['hono'],
  run,
};
