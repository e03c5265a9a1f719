import {
  type Chosen,
  type DeadLetter,
  type DeadLetterQueue,
  forChosen,
  type Search,
} from '@async-catalog/dead-letters';

/** Reads the chosen dead letters, and leaves them in the queue. */
export async function readDeadLetters(
  queue: DeadLetterQueue,
  search: Search,
): Promise<Chosen & { readonly deadLetters: readonly DeadLetter[] }> {
  const deadLetters: DeadLetter[] = [];
  const chosen = await forChosen(queue, search, async ({ deadLetter }) => {
    deadLetters.push(deadLetter);
    return 'stays';
  });
  return { ...chosen, deadLetters };
}
