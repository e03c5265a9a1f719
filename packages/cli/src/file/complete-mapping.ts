import { type GuessedMapping, guessMapping, type Sniffed } from '@async-catalog/import-mapping';
import type { ImportMapping } from '@async-catalog/product-schema';

/** Guesses what isn't asked for, and lets the columns of `--map` replace what was guessed for their fields. */
export function completeMapping(
  sniffed: Sniffed,
  asked: ImportMapping,
  map: Readonly<Record<string, string>> = {},
): GuessedMapping {
  const guessed = guessMapping(sniffed, asked);
  if (Object.keys(map).length === 0) {
    return guessed;
  }
  const replaced = new Set(Object.values(map));
  const kept = Object.entries(guessed.mapping.columns ?? {}).filter(([, field]) => !replaced.has(field));
  const columns = { ...Object.fromEntries(kept), ...map };
  const { mapping, guesses, errors } = guessMapping(sniffed, { ...guessed.mapping, columns });
  const before = new Map(guessed.guesses.map((guess) => [guess.column, guess]));
  return {
    mapping,
    errors,
    // A column that `--map` leaves alone keeps the reason of its guess.
    guesses: guesses.map((guess) => {
      const old = before.get(guess.column);
      return old !== undefined && old.field === guess.field && !Object.hasOwn(map, guess.column)
        ? old
        : guess;
    }),
  };
}
