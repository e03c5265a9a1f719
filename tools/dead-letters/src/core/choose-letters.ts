import type { DeadLetter } from './dead-letter.ts';
import type { LetterBox } from './letter-box.ts';

/** Which letters: those with one of these ids, or all. */
export type Choice = readonly string[] | 'all';

/** What was done with the letters that were chosen. */
export interface Chosen {
  readonly letters: readonly DeadLetter[];
  /** Ids that no letter has. */
  readonly notFound: readonly string[];
}

export interface Search {
  readonly choice: Choice;
  /** Letters that were sent later are left alone. */
  readonly sentBefore?: Date;
  /** Ends when so many are chosen. */
  readonly atMost?: number;
}

/** Takes letters out until all of the chosen ones are found, does something with each of them, and puts the others back. */
export async function forChosen(
  box: LetterBox,
  { choice, sentBefore, atMost = choice === 'all' ? Infinity : choice.length }: Search,
  work: (letter: DeadLetter) => Promise<'gone' | 'stays'>,
): Promise<Chosen> {
  const letters = new Map<string, DeadLetter>();
  const staying = new Set<DeadLetter>();
  const isWanted = ({ id, sentAt }: DeadLetter): boolean =>
    choice === 'all' ? sentBefore === undefined || sentAt < sentBefore : choice.includes(id);
  try {
    for await (const taken of box.takeOut()) {
      taken.forEach((letter) => staying.add(letter));
      for (const letter of taken.filter(isWanted).slice(0, atMost - letters.size)) {
        if ((await work(letter)) === 'gone') {
          staying.delete(letter);
        }
        letters.set(letter.id, letter);
      }
      if (letters.size >= atMost) {
        break;
      }
    }
  } finally {
    await box.putBack([...staying]);
  }
  const notFound = choice === 'all' ? [] : choice.filter((id) => !letters.has(id));
  return { letters: [...letters.values()], notFound };
}
