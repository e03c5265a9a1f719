import { type Facts, placeOf } from '../facts.ts';

/** With everything mended, everything that was sent is saved or superseded, and only garbage is dead. */
export function* redrivesSaveEverything({ letters, taken }: Facts): Generator<string> {
  yield* letters
    .filter(({ index }) => index !== undefined)
    .map((letter) => `${placeOf(letter)} is a dead letter for ever`);
  for (const { record } of taken) {
    const { id, failed = new Set(), saved = new Set(), superseded = new Set() } = record;
    const lost = failed.difference(saved).difference(superseded);
    if (lost.size > 0) {
      yield `items ${[...lost].join()} of ${id} are failed for ever`;
    }
  }
}
