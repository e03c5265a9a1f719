import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeadLetter } from './dead-letter.ts';

/** Ids of dead letters, or all of them. */
export type Choice = readonly string[] | 'all';

export interface Chosen {
  readonly deadLetters: readonly DeadLetter[];
  /** Ids that no dead letter has. */
  readonly notFound: readonly string[];
}

export interface Search {
  readonly choice: Choice;
  /** Leaves alone the dead letters that were sent later. */
  readonly sentBefore?: Date;
  /** Ends the search when this many are chosen. */
  readonly atMost?: number;
}

/** Receives until it has found every chosen dead letter, works on each, and releases the others. */
export async function forChosen(
  queue: DeadLetterQueue,
  { choice, sentBefore, atMost = choice === 'all' ? Infinity : choice.length }: Search,
  work: (deadLetter: DeadLetter) => Promise<'gone' | 'stays'>,
): Promise<Chosen> {
  const chosen = new Map<string, DeadLetter>();
  const staying = new Set<DeadLetter>();
  const isChosen = ({ id, sentAt }: DeadLetter): boolean =>
    choice === 'all' ? sentBefore === undefined || sentAt < sentBefore : choice.includes(id);
  try {
    for await (const received of queue.receive()) {
      received.forEach((deadLetter) => staying.add(deadLetter));
      for (const deadLetter of received.filter(isChosen).slice(0, atMost - chosen.size)) {
        if ((await work(deadLetter)) === 'gone') {
          staying.delete(deadLetter);
        }
        chosen.set(deadLetter.id, deadLetter);
      }
      if (chosen.size >= atMost) {
        break;
      }
    }
  } finally {
    await queue.release([...staying]);
  }
  const notFound = choice === 'all' ? [] : choice.filter((id) => !chosen.has(id));
  return { deadLetters: [...chosen.values()], notFound };
}
