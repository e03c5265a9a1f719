/** Refusals that one instance remembers, so that a flood costs no table writes. */
export interface Refusals {
  /** Finds what was taken in a window when it last refused, unless that is too long ago. */
  find(key: string, at: number): number | undefined;
  add(key: string, taken: number, at: number, endsAtMs: number): void;
  forget(key: string): void;
}

/** Windows that are remembered; with more, all are forgotten. */
const MAX_WINDOWS = 10_000;

/** Time for which a refusal is remembered: another instance may give back what it has taken. */
const REMEMBERED_MS = 1000;

export function createRefusals(): Refusals {
  const refusals = new Map<string, { readonly taken: number; readonly untilMs: number }>();
  return {
    find(key, at) {
      const refusal = refusals.get(key);
      return refusal !== undefined && at < refusal.untilMs ? refusal.taken : undefined;
    },
    add(key, taken, at, endsAtMs) {
      if (refusals.size >= MAX_WINDOWS) {
        refusals.clear();
      }
      refusals.set(key, { taken, untilMs: Math.min(endsAtMs, at + REMEMBERED_MS) });
    },
    forget: (key) => refusals.delete(key),
  };
}
