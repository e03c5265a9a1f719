import { CSV_DELIMITERS } from '@async-catalog/product-schema';
import { isBlank } from '../csv/is-blank.ts';
import { isSeparatorLine } from '../csv/is-separator-line.ts';
import { readHeadRows } from './read-head-rows.ts';

export type Delimiter = (typeof CSV_DELIMITERS)[number];

const ROWS = 20;

/**
 * Chooses the delimiter that splits the first rows into the same number of cells, and into most; of several, the first. A
 * line such as `sep=;` says it.
 */
export function detectDelimiter(text: Uint8Array, isWhole: boolean): Delimiter {
  const scores = CSV_DELIMITERS.map((delimiter) => {
    const rows = readHeadRows(text, { delimiter, isWhole, count: ROWS + 2 });
    const [first] = rows;
    if (first !== undefined && isSeparatorLine(first) && first.cells.length > 1) {
      return { delimiter, score: Number.POSITIVE_INFINITY };
    }
    const [header, ...others] = rows.filter(({ cells }) => !isBlank(cells));
    const width = header?.cells.length ?? 0;
    const even = others.filter(({ cells, flaw }) => flaw === undefined && cells.length === width).length;
    // A header alone decides where there is nothing to compare it with.
    const evenness = others.length === 0 ? 1 : (even + 0.5) / (others.length + 0.5);
    return { delimiter, score: width < 2 ? 0 : evenness * 1000 + width };
  });
  return scores.reduce((best, score) => (score.score > best.score ? score : best)).delimiter;
}
