import { EPOCH } from './virtual-time.ts';

/**
 * What can happen to a call, or to what comes with it:
 * - `dies before`, `dies after`: the process that makes it stops dead before it is sent, or after it was done and before it is answered.
 * - `throttled`, `failed`: the service doesn't do it, and says so.
 * - `answer lost`: the service does it, and the connection breaks.
 * - `late`: the process hears nothing until its patience ends; the service does it after that.
 * - `slow`: it takes as long as the process's patience allows, just.
 * - `half fails`: of a batch, every second entry isn't done, and the call succeeds.
 */
const CALL_EFFECTS = [
  'dies before',
  'dies after',
  'throttled',
  'failed',
  'answer lost',
  'late',
  'slow',
  'half fails',
] as const;
type CallEffect = (typeof CALL_EFFECTS)[number];

/**
 * What can happen to a batch between the queue and the worker:
 * - `dropped`: received, and never handed over.
 * - `doubled`: handed over, and not hidden from others.
 * - `delayed`: handed over late, perhaps when others have seen it again.
 * - `not deleted`: handled, and not deleted afterwards.
 */
const DELIVERY_EFFECTS = ['dropped', 'doubled', 'delayed', 'not deleted'] as const;
type DeliveryEffect = (typeof DELIVERY_EFFECTS)[number];

/** The n-th time, from 0, that something comes to this point; and the times after it, if it is to happen more than once. */
export interface Fault {
  readonly point: string;
  readonly nth: number;
  readonly times?: number;
  readonly effect: CallEffect | DeliveryEffect;
}

/** For a while, a service refuses every call to one of its resources: `ProductTable`, `product-queue`, `bucket` … */
export interface Outage {
  readonly resource: string;
  readonly refusal: 'throttled' | 'failed';
  readonly fromMs: number;
  readonly forMs: number;
}

/** What can happen at a point. */
export function effectsAt(point: string): Fault['effect'][] {
  if (point === 'product-queue.ReceiveMessage') {
    return ['dropped', 'doubled', 'delayed'];
  }
  if (point === 'product-queue.DeleteMessageBatch') {
    return ['not deleted'];
  }
  return CALL_EFFECTS.filter((effect) => effect !== 'half fails' || point.endsWith('Batch'));
}

function strikes({ point, nth, times = 1 }: Fault, here: string, now: number): boolean {
  return point === here && now >= nth && now < nth + times;
}

export interface FaultPlan {
  /** Whether something that came to this point now would find the service out. */
  isOut(point: string): boolean;
  /** Something comes to this point. */
  at(point: string): Fault['effect'] | undefined;
  /** From now on, nothing goes wrong any more. */
  end(): void;
  /** Faults that have happened, in order. */
  readonly happened: readonly string[];
  /** How often something came to each point. */
  readonly passes: ReadonlyMap<string, number>;
}

export function createFaultPlan(faults: readonly Fault[], outages: readonly Outage[]): FaultPlan {
  const passes = new Map<string, number>();
  const happened: string[] = [];
  let ended = false;

  function outageOf(point: string): Outage['refusal'] | undefined {
    const now = Date.now() - EPOCH;
    return outages.find(
      ({ resource, fromMs, forMs }) =>
        point.startsWith(`${resource}.`) && now >= fromMs && now < fromMs + forMs,
    )?.refusal;
  }

  return {
    isOut: (point) => !ended && outageOf(point) !== undefined,
    at(point) {
      const nth = passes.get(point) ?? 0;
      passes.set(point, nth + 1);
      const effect = ended
        ? undefined
        : (faults.find((fault) => strikes(fault, point, nth))?.effect ?? outageOf(point));
      if (effect !== undefined) {
        happened.push(`${((Date.now() - EPOCH) / 1000).toFixed(3)} s ${point} #${nth}: ${effect}`);
      }
      return effect;
    },
    end() {
      ended = true;
    },
    happened,
    passes,
  };
}
