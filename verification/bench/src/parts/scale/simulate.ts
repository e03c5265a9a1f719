import { AWS_LIMITS } from './aws-limits.ts';

/** Lambda's settings for reading the queue. */
export type Mapping =
  /** `cap`: the mapping's maximum concurrency. */
  | { readonly mode: 'standard'; readonly cap?: number }
  | { readonly mode: 'provisioned'; readonly minPollers: number; readonly maxPollers: number };

/** The catalog's settings. */
export interface Configuration {
  readonly mapping: Mapping;
  readonly accountConcurrency: number;
  /** Write units per second of each table, at first and at most. */
  readonly table: { readonly warm: number; readonly quota: number };
}

/** The content of a burst. */
export interface Workload {
  /** Messages in an invocation. */
  readonly batchSize: number;
  /** The duration of one invocation. */
  readonly invocationMs: number;
  readonly bytesPerMessage: number;
  /** Use per product: write units of the busiest table, and objects. */
  readonly writeUnits: number;
  readonly puts: number;
}

export const LIMITS = ['mapping', 'account', 'in flight', 'polling', 'table', 'S3'] as const;
export type Limit = (typeof LIMITS)[number];

export interface Drain {
  readonly seconds: number;
  /** The limit that was the tightest for the longest time. */
  readonly limit: Limit;
  /** Messages left, by second. */
  readonly course: readonly (readonly [seconds: number, messages: number])[];
}

/**
 * Simulates how a burst drains from the queue, with the tightest limit of each second. Nothing fails, and
 * batches are full.
 */
export function simulateDrain(products: number, workload: Workload, configuration: Configuration): Drain {
  const held = new Map<Limit, number>();
  const course: [number, number][] = [[0, products]];
  let left = products;
  let seconds = 0;
  while (left > 0) {
    const rates = ratesAt(seconds, workload, configuration);
    const [limit, rate] = LIMITS.map((name) => [name, rates[name]] as const).reduce((tightest, one) =>
      one[1] < tightest[1] ? one : tightest,
    );
    const step = Math.min(1, left / rate);
    held.set(limit, (held.get(limit) ?? 0) + step);
    left = step < 1 ? 0 : left - rate;
    seconds += step;
    course.push([seconds, left]);
  }
  const [[longest] = ['mapping' as const]] = [...held].toSorted((a, b) => b[1] - a[1]);
  return { seconds, limit: longest, course };
}

/** Computes the messages per second that each limit allows at a time after the burst. */
export function ratesAt(
  seconds: number,
  { batchSize, invocationMs, bytesPerMessage, writeUnits, puts }: Workload,
  { mapping, accountConcurrency, table }: Configuration,
): Record<Limit, number> {
  const perInvocation = batchSize / (invocationMs / 1000);
  const doublings = Math.floor(seconds / AWS_LIMITS.table.doublesAfterSeconds);
  return {
    mapping: concurrencyAt(seconds, mapping) * perInvocation,
    account: accountConcurrency * perInvocation,
    'in flight': (AWS_LIMITS.inFlightMessages / batchSize) * perInvocation,
    polling: pollersAt(seconds, mapping) * perPoller(bytesPerMessage),
    table: Math.min(table.quota, table.warm * 2 ** doublings) / writeUnits,
    S3: AWS_LIMITS.s3PutsPerPrefix / puts,
  };
}

function concurrencyAt(seconds: number, mapping: Mapping): number {
  if (mapping.mode === 'provisioned') {
    return pollersAt(seconds, mapping) * AWS_LIMITS.poller.invocations;
  }
  const { start, perMinute, max } = AWS_LIMITS.standard;
  return Math.min(start + (perMinute / 60) * seconds, mapping.cap ?? max);
}

/** Counts pollers. In standard mode, there are assumed to be enough, because Lambda decides. */
function pollersAt(seconds: number, mapping: Mapping): number {
  if (mapping.mode === 'standard') {
    return Infinity;
  }
  const added = ((AWS_LIMITS.provisioned.perMinute / 60) * seconds) / AWS_LIMITS.poller.invocations;
  return Math.min(mapping.minPollers + added, mapping.maxPollers, AWS_LIMITS.poller.max);
}

function perPoller(bytesPerMessage: number): number {
  const { messagesPerSecond, bytesPerSecond } = AWS_LIMITS.poller;
  return Math.min(messagesPerSecond, bytesPerSecond / bytesPerMessage);
}
