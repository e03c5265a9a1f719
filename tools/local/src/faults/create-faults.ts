import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '@async-catalog/local-cloud';

/** Function whose instances are killed, and whose batches are delivered again. */
export const WORKER = 'ProductSaverWorker';

const TABLE_OUT_MS = 30_000;
/** Batches that are delivered twice. */
const BATCHES = 20;
/** Tries to find an instance in the middle of its work, and the pause between them. */
const KILL_TRIES = 50;
const KILL_PAUSE_MS = 100;

/** A fault in effect. Times are ISO 8601. */
export type ActiveFault =
  | { readonly name: 'table-out'; readonly until: string }
  | { readonly name: 'deliver-twice'; readonly batchesLeft: number }
  /** Messages of killed instances are hidden until then, as on AWS. */
  | { readonly name: 'kill-worker'; readonly until: string };

/** Faults of the running catalog, for the console's screen "Break it". */
export interface FaultControls {
  active(): ActiveFault[];
  /** Kills an instance of the worker, and resolves to the number of batches that this interrupted: 0 if none was saved for 5 s. */
  killWorker(): Promise<number>;
  /** Makes every call of DynamoDB fail for 30 s from now. */
  tableOut(): void;
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
  let tableOutUntil = 0;
  let hiddenUntil = 0;
  let batchesLeft = 0;

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
        ...(tableOutUntil > now() ? [{ name: 'table-out' as const, until: toIso(tableOutUntil) }] : []),
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
      tableOut() {
        tableOutUntil = now() + TABLE_OUT_MS;
      },
      deliverTwice() {
        batchesLeft = BATCHES;
      },
    },
    faults: {
      tablesOut: () => tableOutUntil > now(),
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
