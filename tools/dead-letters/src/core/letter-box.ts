import type { DeadLetter } from './dead-letter.ts';

/** The dead-letter queue, and the way back from it. */
export interface LetterBox {
  /**
   * Takes letters out to look at, some at a time, until there are none left to see. While one is out, nobody else sees it, for two minutes at most: so
   * none is lost when whoever took it out is gone.
   */
  takeOut(): AsyncIterable<readonly DeadLetter[]>;

  /** Lets others see them again at once. */
  putBack(letters: readonly DeadLetter[]): Promise<void>;

  /** Puts a copy on the product queue, as it was sent first. */
  resend(letter: DeadLetter): Promise<void>;

  /** Deletes it: only this loses anything. It has to be out. */
  remove(letter: DeadLetter): Promise<void>;

  /** Has the service move all letters. Resolves to how many it moved; to `undefined` where the service can't. */
  moveAll(): Promise<number | undefined>;
}
