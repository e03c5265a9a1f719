import type { Stats } from '@async-catalog/product-schema';
import type { MetricReader, QueueDepthReader } from '../ports.ts';
import { buildStats, minutesUntil } from './build-stats.ts';
import { remember } from './remember.ts';

/**
 * However many ask, metrics are read once in this time by each process. A read asks for 15 metrics, at $0.01 per
 * 1,000: eleven cents for an hour in which somebody always looks. https://aws.amazon.com/cloudwatch/pricing/
 */
const REMEMBERED_MS = 5000;

interface StatsDeps {
  readonly metrics: MetricReader;
  readonly queueDepths: QueueDepthReader;
  readonly now: () => Date;
}

export function createStatsReader({ metrics, queueDepths, now }: StatsDeps): () => Promise<Stats> {
  async function read(): Promise<Stats> {
    const asOf = now();
    const { from, until } = minutesUntil(asOf);
    const [minutes, depths] = await Promise.all([metrics.read(from, until), queueDepths.read()]);
    return buildStats(asOf, minutes, depths);
  }
  return remember(read, { forMs: REMEMBERED_MS, now });
}
