import { z } from 'zod';

/**
 * Outcome of an accepted item.
 * - `saved`: the product was written.
 * - `superseded`: a newer state of the product was already there, so this one was not written.
 * - `failed`: it was not saved; the error says why. A redrive or a retry can still save it.
 */
export const Outcome = z.enum(['saved', 'superseded', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/** Ranks outcomes: deliveries of one item can end differently, and the item counts once, under its highest outcome. */
const RANK: Record<Outcome, number> = { saved: 2, superseded: 1, failed: 0 };

/** Picks the outcome that counts. Commutative and associative, so the order of deliveries doesn't matter. */
export function higherOutcome(a: Outcome, b: Outcome): Outcome {
  return RANK[a] >= RANK[b] ? a : b;
}
