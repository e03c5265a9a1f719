import { type Choice, forChosen } from './choose-dead-letters.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface Redriven {
  readonly count: number;
  readonly notFound: readonly string[];
}

/**
 * Sends dead letters back to `product-bulk-queue`: all at once where SQS can move them, else each by a send and a deletion. An interruption
 * between the two leaves it in both queues, and a product that is queued twice is saved once.
 */
export async function redrive(queue: DeadLetterQueue, choice: Choice, now: Date): Promise<Redriven> {
  const moved = choice === 'all' ? await queue.moveAll() : undefined;
  if (moved !== undefined) {
    return { count: moved, notFound: [] };
  }
  // A product that fails again at once must not be sent back for ever.
  const { deadLetters, notFound } = await forChosen(
    queue,
    { choice, sentBefore: now },
    async (deadLetter) => {
      await queue.resend(deadLetter);
      await queue.remove(deadLetter);
      return 'gone';
    },
  );
  return { count: deadLetters.length, notFound };
}
