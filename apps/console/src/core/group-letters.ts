import type { DeadLetter } from '@async-catalog/client';

/** Reason of a letter that SQS moved, because the worker was cut off at every delivery. */
export const CUT_OFF = 'CUT_OFF';

/** Dead letters of one reason, oldest first. */
export interface LetterGroup {
  readonly code: string;
  readonly letters: readonly DeadLetter[];
}

/** Groups dead letters by reason, most first. */
export function groupLetters(letters: readonly DeadLetter[]): LetterGroup[] {
  return [...Map.groupBy(letters, ({ code }) => code ?? CUT_OFF)]
    .map(([code, group]) => ({
      code,
      letters: group.toSorted((one, other) => one.sentAt.localeCompare(other.sentAt)),
    }))
    .sort((one, other) => other.letters.length - one.letters.length);
}
