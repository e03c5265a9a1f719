import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '@async-catalog/local-cloud';

/** Function whose instances end, and whose batches are delivered again or slowly. */
export const WORKER = 'ProductSaverWorker';

/** Faults that last, and what each does: for 30 s if the console asks for it, for the whole run if `start --fault` does. */
export const LASTING_FAULTS = {
  'table-out': 'every call of DynamoDB fails',
  'tables-throttled': 'DynamoDB throttles every other read and write',
  'bucket-out': 'every call of S3 fails',
  'worker-crashes': 'the worker ends at its first call of AWS in every batch',
  'queue-slow': 'the worker’s queues are read once a minute',
} as const;
export type LastingFault = keyof typeof LASTING_FAULTS;
export const isLastingFault = (name: string): name is LastingFault => Object.hasOwn(LASTING_FAULTS, name);

/** Services that have to run in this process to have the fault. */
const SERVICES: Partial<Record<LastingFault, 'dynamodb' | 's3'>> = {
  'table-out': 'dynamodb',
  'tables-throttled': 'dynamodb',
  'bucket-out': 's3',
};

/** Finds the service that runs elsewhere, where it can't have the fault. */
export function serviceElsewhere(
  fault: LastingFault,
  endpoints: Readonly<Record<string, unknown>>,
): 'DynamoDB' | 'S3' | undefined {
  const service = SERVICES[fault];
  return service !== undefined && endpoints[service] !== undefined
    ? ({ dynamodb: 'DynamoDB', s3: 'S3' } as const)[service]
    : undefined;
}

/** Every fault that the console can ask for. */
export const FAULTS = ['kill-worker', 'deliver-twice', ...Object.keys(LASTING_FAULTS)];

const LASTS_MS = 30_000;
/** Batches that are delivered twice. */
const BATCHES = 20;
/** Tries to find an instance in the middle of its work, and the pause between them. */
const KILL_TRIES = 50;
const KILL_PAUSE_MS = 100;

/** A fault in effect. Times are ISO 8601. */
export type ActiveFault =
  /** Without a time, it lasts as long as the run. */
  | { readonly name: LastingFault; readonly until?: string }
  | { readonly name: 'deliver-twice'; readonly batchesLeft: number }
  /** Messages of killed instances are hidden until then, as on AWS. */
  | { readonly name: 'kill-worker'; readonly until: string };

/** Faults of the running catalog, for the console's screen "Break it" and for `start --fault`. */
export interface FaultControls {
  active(): ActiveFault[];
  /** Kills an instance of the worker, and resolves to the number of batches that this interrupted: 0 if none was saved for 5 s. */
  killWorker(): Promise<number>;
  /** Begins a fault that lasts 30 s from now, or as long as the run. */
  begin(fault: LastingFault, lasts: '30 s' | 'run'): void;
  /** Makes the next batches that the worker has saved reach it again. */
  deliverTwice(): void;
}

interface FaultsOptions {
  readonly killInstances: (functionName: string, most: number) => Promise<number>;
  /** Time for which messages of an interrupted batch are hidden. */
  readonly visibilityMs: () => number;
  readonly now: () => number;
}

/** Creates the controls, and the faults that the local cloud asks for. */
export function createFaults({ killInstances, visibilityMs, now }: FaultsOptions): {
  readonly controls: FaultControls;
  readonly faults: Faults;
} {
  const until = new Map<LastingFault, number>();
  let hiddenUntil = 0;
  let batchesLeft = 0;
  let throttled = false;

  const isOn = (fault: LastingFault): boolean => (until.get(fault) ?? 0) > now();

  async function interruptBatch(): Promise<number> {
    for (let tried = 1; ; tried += 1) {
      const interrupted = await killInstances(WORKER, 1);
      if (interrupted > 0 || tried === KILL_TRIES) {
        return interrupted;
      }
      await pause(KILL_PAUSE_MS);
    }
  }

  return {
    controls: {
      active: () => [
        ...[...until]
          .filter(([name]) => isOn(name))
          .map(([name, end]) => ({ name, ...(end !== Infinity && { until: toIso(end) }) })),
        ...(batchesLeft > 0 ? [{ name: 'deliver-twice' as const, batchesLeft }] : []),
        ...(hiddenUntil > now() ? [{ name: 'kill-worker' as const, until: toIso(hiddenUntil) }] : []),
      ],
      async killWorker() {
        const interrupted = await interruptBatch();
        if (interrupted > 0) {
          hiddenUntil = now() + visibilityMs();
        }
        return interrupted;
      },
      begin(fault, lasts) {
        until.set(fault, Math.max(until.get(fault) ?? 0, lasts === 'run' ? Infinity : now() + LASTS_MS));
      },
      deliverTwice() {
        batchesLeft = BATCHES;
      },
    },
    faults: {
      tablesOut: () => isOn('table-out'),
      throttleTables() {
        if (!isOn('tables-throttled')) {
          return false;
        }
        throttled = !throttled;
        return throttled;
      },
      bucketOut: () => isOn('bucket-out'),
      crash: (functionName) => functionName === WORKER && isOn('worker-crashes'),
      receiveSlowly: (functionName) => functionName === WORKER && isOn('queue-slow'),
      deliverAgain(functionName) {
        if (functionName !== WORKER || batchesLeft === 0) {
          return false;
        }
        batchesLeft -= 1;
        return true;
      },
    },
  };
}

const toIso = (time: number): string => new Date(time).toISOString();
