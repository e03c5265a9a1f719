import type { MetricReader } from '../core/ports.ts';
import type { MetricSettings } from './cloudwatch-metrics.ts';

/** Loads CloudWatch's client when metrics are first read: most instances never do. */
export function createLazyMetrics(settings: MetricSettings): MetricReader {
  let loading: Promise<MetricReader> | undefined;
  return {
    async read(from, until) {
      loading ??= import('./cloudwatch-metrics.ts').then(({ createCloudWatchMetrics }) =>
        createCloudWatchMetrics(settings),
      );
      return await (await loading).read(from, until);
    },
  };
}
