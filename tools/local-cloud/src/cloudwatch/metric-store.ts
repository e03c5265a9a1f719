/** Identity of a metric. Dimensions are part of it. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Values of one minute. */
interface Datapoint {
  readonly sum: number;
  readonly maximum: number;
}

/** Statistics that can be asked for. */
export type Statistic = 'Sum' | 'Maximum';

/** Values of a metric by the beginning of their period, in milliseconds. */
export type Series = ReadonlyMap<number, number>;

export interface MetricStore {
  add(id: MetricId, value: number, atMs: number): void;
  /** Reads the periods from `fromMs`, up to `untilMs`, in order of time; those without a value are left out. */
  read(id: MetricId, statistic: Statistic, range: Range): Series;
}

export interface Range {
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  readonly periodMs: number;
}

export const MINUTE_MS = 60_000;

/** Twice what the catalog reads, so that one that reads at the end of an hour finds its beginning. */
export const KEPT_MS = 120 * MINUTE_MS;

/** Creates a store that keeps two hours of minutes of each metric. */
export function createMetricStore(): MetricStore {
  const metrics = new Map<string, Map<number, Datapoint>>();
  return {
    add(id, value, atMs) {
      const minuteMs = startOf(atMs, MINUTE_MS);
      const key = keyOf(id);
      const minutes = metrics.get(key) ?? new Map<number, Datapoint>();
      metrics.set(key, minutes);
      const { sum, maximum } = minutes.get(minuteMs) ?? { sum: 0, maximum: -Infinity };
      minutes.set(minuteMs, { sum: sum + value, maximum: Math.max(maximum, value) });
      for (const old of minutes.keys()) {
        if (old > minuteMs - KEPT_MS) {
          break;
        }
        minutes.delete(old);
      }
    },
    read(id, statistic, { fromMs, untilMs, periodMs }) {
      const found = [...(metrics.get(keyOf(id)) ?? [])]
        .filter(([minuteMs]) => minuteMs >= fromMs && minuteMs < untilMs)
        .toSorted(([one], [other]) => one - other);
      const periods = Map.groupBy(found, ([minuteMs]) => startOf(minuteMs, periodMs));
      return new Map(
        [...periods].map(([startMs, minutes]) => [
          startMs,
          statistic === 'Sum'
            ? minutes.reduce((total, [, { sum }]) => total + sum, 0)
            : Math.max(...minutes.map(([, { maximum }]) => maximum)),
        ]),
      );
    },
  };
}

function startOf(atMs: number, periodMs: number): number {
  return atMs - (atMs % periodMs);
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const names = Object.keys(dimensions).toSorted();
  return JSON.stringify([namespace, name, ...names.map((dimension) => [dimension, dimensions[dimension]])]);
}
