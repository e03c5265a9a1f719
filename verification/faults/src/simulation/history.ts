import type { Fault, Outage } from './fault-plan.ts';
import type { ImportPlan } from './import-file.ts';
import type { Attributes } from './services/dynamodb.ts';
import type { ClientRequest } from './send-request.ts';

/** Input of a simulated run, which determines it completely. */
export interface History {
  /** Decides latencies, the order of deliveries and the SDK's jitter. */
  readonly seed: number;
  readonly requests: readonly ClientRequest[];
  readonly imports: readonly ImportPlan[];
  /** Most rows of a chunk. */
  readonly chunkItems: number;
  readonly faults: readonly Fault[];
  readonly outages: readonly Outage[];
  /** Bodies of messages that the intake never sent, on the queue from the start. */
  readonly strayMessages: readonly string[];
  /** Settings of the two event source mappings. */
  readonly lanes: Readonly<Record<'product' | 'bulk', LaneSettings>>;
  readonly maxReceiveCount: number;
  /** The most by which a process's clock is ahead or behind. */
  readonly clockSkewMs: number;
  /** Every second invocation is one of the earlier version. */
  readonly mixesVersions: boolean;
  readonly firstRedrive: {
    /** Some dead letters stay where they are. */
    readonly part: boolean;
    /** Everything is cancelled meanwhile. */
    readonly cancels: boolean;
    /** Requests that come in meanwhile. */
    readonly traffic: readonly ClientRequest[];
  };
  /** Whether a failed condition returns the existing item: DynamoDB does, some emulators don't. */
  readonly conditionFailuresReturnItem: boolean;
}

export interface LaneSettings {
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly concurrency: number;
}

/**
 * Imitates the record that a worker of the earlier version leaves: with the reasons of failures, and without
 * the time and the result of a settlement.
 */
export function toEarlierRecord(written: Attributes): Attributes {
  const kept = Object.entries(written).filter(([field]) => field !== 'settledAt' && field !== 'result');
  const record: Attributes = Object.fromEntries(kept);
  const failures = (record['failed']?.NS ?? []).map((index) => [index, { M: {} }]);
  return { ...record, failures: { M: Object.fromEntries(failures) as Attributes } };
}

/** A description that makes a product impossible to save, until a redrive. */
export const POISON = 'poison';

/** A description that makes an item's message one of version 3, as a newer intake might send it. */
export const NEWER_VERSION = 'newer version';

export function isPoisoned(json: string): boolean {
  return json.includes(`"${POISON}"`);
}

/** Changes the message of a `NEWER_VERSION` item to version 3; everything else stays. */
export function applyVersion(body: string): string {
  return isNewerVersion(body) ? body.replace(/"version":[12]/, '"version":3') : body;
}

export function isNewerVersion(body: string): boolean {
  return body.includes(`"${NEWER_VERSION}"`);
}
