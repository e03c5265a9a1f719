import { type Choice, type Chosen, forChosen, type Search } from './choose-dead-letters.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface RedriveOptions extends Pick<Search, 'atMost' | 'signal'> {
  /** Time up to which all are sent back: a product that fails again at once is sent later, and stays. */
  readonly now: Date;
}

/**
 * Sends dead letters back to `product-bulk-queue`: all at once where SQS can move them, else each by a send and a deletion. An interruption
 * between the two leaves it in both queues, and a product that is queued twice is saved once.
 */
export async function redrive(
  queue: DeadLetterQueue,
  choice: Choice,
  { now, ...options }: RedriveOptions,
): Promise<Chosen> {
  const moved = choice === 'all' ? await queue.moveAll() : undefined;
  if (moved !== undefined) {
    return { count: moved, notFound: [], sawAll: true };
  }
  return forChosen(queue, { choice, sentBefore: now, ...options }, async (received) => {
    await queue.resend(received.deadLetter);
    await queue.remove(received);
    return 'gone';
  });
}
