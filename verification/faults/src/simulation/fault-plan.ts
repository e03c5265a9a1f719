import type { Rejection } from './services/service.ts';
import { EPOCH, trueNow } from './virtual-time.ts';

/**
 * Faults of a call:
 * - `crashes before`, `crashes after`: the calling process stops before the call is sent, or after it was
 *   executed.
 * - `throttled`, `failed`: the service rejects the call.
 * - `response lost`: the service executes the call, then the connection breaks.
 * - `late`: the caller gets a timeout, and the service executes the call after that.
 * - `slow`: the response arrives just before the timeout.
 * - `half fails`: every second entry of a batch fails, while the call succeeds.
 * - `body breaks off`: half of an object's body arrives, then the connection breaks.
 */
const CALL_EFFECTS = [
  'crashes before',
  'crashes after',
  'throttled',
  'failed',
  'response lost',
  'late',
  'slow',
  'half fails',
  'body breaks off',
] as const;
type CallEffect = (typeof CALL_EFFECTS)[number];

/**
 * Faults of a batch on its way from the queue to the worker:
 * - `dropped`: received, but never delivered.
 * - `duplicated`: delivered, but stays visible to other receivers.
 * - `delayed`: delivered late, perhaps after its messages became visible again.
 * - `not deleted`: processed, but stays on the queue.
 */
const DELIVERY_EFFECTS = ['dropped', 'duplicated', 'delayed', 'not deleted'] as const;
type DeliveryEffect = (typeof DELIVERY_EFFECTS)[number];

/**
 * A fault that strikes on the nth visit (from 0) to a point, and on the visits after it if `times` is above
 * 1.
 */
export interface Fault {
  readonly point: string;
  readonly nth: number;
  readonly times?: number;
  readonly effect: CallEffect | DeliveryEffect;
}

/**
 * A time in which every call to a resource is rejected: `ProductTable`, `product-queue`, `bucket` …, to every
 * one of them (`everything`), or every invocation of the `worker`.
 */
export interface Outage {
  readonly resource: string;
  readonly rejection: Rejection;
  readonly fromMs: number;
  readonly forMs: number;
}

/** Invocations with a batch. A throttled one spends a receive of each message. */
const INVOCATIONS: ReadonlySet<string> = new Set(['worker.Invoke', 'splitter.Invoke']);

/** Lists the faults that can strike at a point. */
export function effectsAt(point: string): Fault['effect'][] {
  if (point.endsWith('.ReceiveMessage')) {
    return ['dropped', 'duplicated', 'delayed'];
  }
  if (point.endsWith('.DeleteMessageBatch')) {
    return ['not deleted'];
  }
  if (INVOCATIONS.has(point)) {
    return ['throttled'];
  }
  return CALL_EFFECTS.filter(
    (effect) =>
      (effect !== 'half fails' || /Batch(?:GetItem)?$/.test(point)) &&
      (effect !== 'body breaks off' || point.startsWith('bucket.GetObject')),
  );
}

function appliesTo({ point, nth, times = 1 }: Fault, here: string, now: number): boolean {
  return point === here && now >= nth && now < nth + times;
}

export interface FaultPlan {
  /** Milliseconds until no outage makes this point fail any more: 0 without one. Doesn't count as a visit. */
  outageLeftMs(point: string): number;
  /** Counts a visit to the point, and gives the fault that strikes there, if any. */
  at(point: string): Fault['effect'] | Rejection | undefined;
  /** Injects no fault from now on. */
  end(): void;
  /** The faults that were injected, in order. */
  readonly injected: readonly string[];
  /** Time of the last fault that was injected, and of the last outage's end. */
  readonly disturbedUntil: number;
  /** Number of times that each fault point was reached. */
  readonly visits: ReadonlyMap<string, number>;
}

export function createFaultPlan(faults: readonly Fault[], outages: readonly Outage[]): FaultPlan {
  const visits = new Map<string, number>();
  const injected: string[] = [];
  let ended = false;
  let disturbedUntil = 0;

  function outageOf(point: string): Outage | undefined {
    const now = trueNow() - EPOCH;
    const outage = outages.find(
      ({ resource, fromMs, forMs }) =>
        (point.startsWith(`${resource}.`) || (resource === 'everything' && !INVOCATIONS.has(point))) &&
        now >= fromMs &&
        now < fromMs + forMs,
    );
    if (outage !== undefined) {
      disturbedUntil = Math.max(disturbedUntil, EPOCH + outage.fromMs + outage.forMs);
    }
    return outage;
  }

  return {
    outageLeftMs(point) {
      const outage = ended ? undefined : outageOf(point);
      return outage === undefined ? 0 : outage.fromMs + outage.forMs - (trueNow() - EPOCH);
    },
    at(point) {
      const nth = visits.get(point) ?? 0;
      visits.set(point, nth + 1);
      const effect = ended
        ? undefined
        : (faults.find((fault) => appliesTo(fault, point, nth))?.effect ?? outageOf(point)?.rejection);
      if (effect !== undefined) {
        disturbedUntil = Math.max(disturbedUntil, trueNow());
        injected.push(`${((trueNow() - EPOCH) / 1000).toFixed(3)} s ${point} #${nth}: ${effect}`);
      }
      return effect;
    },
    end() {
      ended = true;
    },
    injected,
    get disturbedUntil() {
      return disturbedUntil;
    },
    visits,
  };
}
