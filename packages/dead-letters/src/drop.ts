import { type Choice, type Chosen, forChosen } from './choose-dead-letters.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** Deletes dead letters for good: their products are not saved. */
export function drop(
  queue: DeadLetterQueue,
  choice: Choice,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Chosen> {
  return forChosen(queue, { choice, ...options }, async (received) => {
    await queue.remove(received);
    return 'gone';
  });
}
