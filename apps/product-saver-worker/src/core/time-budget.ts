/** Shares of the time an invocation has. What is left after the last share is for finishing what was begun. */
const SAVING = 0.5;
const SETTLING = 0.8;

/**
 * Until when a new save, or a new settlement, may be begun: when time runs out, Lambda kills the invocation and the whole batch comes
 * back, what was done included. Better to hand back the rest. In shares, so that it follows the function's timeout.
 */
export interface TimeBudget {
  maySave(): boolean;
  maySettle(): boolean;
}

export function createTimeBudget(remainingMs: () => number): TimeBudget {
  const startMs = remainingMs();
  const usedShare = (): number => 1 - remainingMs() / startMs;
  return { maySave: () => usedShare() < SAVING, maySettle: () => usedShare() < SETTLING };
}
