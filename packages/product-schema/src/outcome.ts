import { z } from 'zod';

/**
 * What became of an accepted item.
 * - `saved`: the product was written.
 * - `superseded`: a newer state of the product was already there, so this one was not written.
 * - `failed`: it was not saved; the error says why. A redrive or a retry can still save it.
 */
export const Outcome = z.enum(['saved', 'superseded', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/** A redelivery may see another outcome than the first delivery did: an item counts once, under its highest. */
const RANK: Record<Outcome, number> = { saved: 2, superseded: 1, failed: 0 };

/** The outcome that counts of two seen for one item. Commutative and associative: the order of deliveries doesn't matter. */
export function higherOutcome(a: Outcome, b: Outcome): Outcome {
  return RANK[a] >= RANK[b] ? a : b;
}
