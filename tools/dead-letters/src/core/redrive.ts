import { type Choice, forChosen } from './choose-letters.ts';
import type { LetterBox } from './letter-box.ts';

export interface Redriven {
  /** How many letters were sent back. */
  readonly count: number;
  readonly notFound: readonly string[];
}

/**
 * Sends letters back to the product queue: all of them by the service itself where it can, else each one by sending it, then deleting it.
 * Stopped in between, a letter is in both queues, and a product that comes twice is saved once.
 */
export async function redrive(box: LetterBox, choice: Choice, now: Date): Promise<Redriven> {
  const moved = choice === 'all' ? await box.moveAll() : undefined;
  if (moved !== undefined) {
    return { count: moved, notFound: [] };
  }
  // What is sent back can fail again at once, and must not be sent back for ever.
  const { letters, notFound } = await forChosen(box, { choice, sentBefore: now }, async (letter) => {
    await box.resend(letter);
    await box.remove(letter);
    return 'gone';
  });
  return { count: letters.length, notFound };
}
