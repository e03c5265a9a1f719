import { z } from 'zod';

/**
 * Outcome of an accepted item, from the highest, under which an item with several counts, to the lowest.
 * - `saved`: the product was written.
 * - `superseded`: a newer state of the product was already there, so this one was not written.
 * - `cancelled`: its submission, or its import, was cancelled before it was saved.
 * - `failed`: it was not saved; the error says why. A redrive or a retry can still save it.
 */
export const Outcome = z.enum(['saved', 'superseded', 'cancelled', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/**
 * Picks the outcome that counts: deliveries of one item can end differently. Commutative and associative, so the order
 * of deliveries doesn't matter.
 */
export function higherOutcome(a: Outcome, b: Outcome): Outcome {
  return Outcome.options.indexOf(a) <= Outcome.options.indexOf(b) ? a : b;
}
