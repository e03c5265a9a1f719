import { saveBatch, type SaveBatchDeps } from './save/save-batch.ts';
import type { Conclusion, Delivery } from './conclusion.ts';
import { createSettleBatch, type SettleBatchDeps } from './settle/settle-batch.ts';

export type HandleBatchDeps = Omit<SaveBatchDeps, 'time'> & SettleBatchDeps;

export interface Invocation {
  readonly id: string;
  readonly remainingMs: () => number;
}

/** Saves, settles and reports a batch. Concludes, in the order of the deliveries, what becomes of each. */
export type HandleBatch = (deliveries: readonly Delivery[], invocation: Invocation) => Promise<Conclusion[]>;

export function createHandleBatch(deps: HandleBatchDeps): HandleBatch {
  const settleBatch = createSettleBatch(deps);

  return async (deliveries, { id, remainingMs }) => {
    const time = createTimeBudget(remainingMs);
    const findings = await saveBatch(deliveries, { ...deps, time });
    return settleBatch(findings, { time, partId: `${deps.now().toISOString()}-${id}` });
  };
}

/** Shares of an invocation's time. The rest, after the last one, is for finishing what was begun. */
const SAVING = 0.5;
const SETTLING = 0.8;

/**
 * Lets no save or settlement begin that may not end in time: Lambda kills an invocation that runs out of it,
 * and the whole batch comes back. Counts in shares, so that it follows the function's timeout.
 */
export function createTimeBudget(remainingMs: () => number) {
  const startMs = remainingMs();
  const usedShare = (): number => 1 - remainingMs() / startMs;
  return { maySave: () => usedShare() < SAVING, maySettle: () => usedShare() < SETTLING };
}
