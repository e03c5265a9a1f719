import type { ImportMapping } from '@async-catalog/product-schema';
import type { ImportItem } from '../import-item.ts';
import { type GuessedMapping, guessMapping } from '../mapping/guess-mapping.ts';
import { sniffFile, type Sniffed, type SniffOptions } from '../sniff/sniff-file.ts';
import { readAll } from './read-all.ts';

/** Sniffs a whole file, guesses its mapping, and reads it. */
export async function importText(
  content: string | Uint8Array,
  asked?: ImportMapping,
  options?: Partial<SniffOptions>,
): Promise<{ sniffed: Sniffed; guessed: GuessedMapping; items: ImportItem[] }> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const sniffed = await sniffFile(bytes, { isWhole: true, ...options });
  const guessed = guessMapping(sniffed, asked);
  const { format, columns } = sniffed;
  return { sniffed, guessed, items: await readAll(bytes, { format, columns, mapping: guessed.mapping }) };
}
