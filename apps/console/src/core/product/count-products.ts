import { formatCount } from '../../formats/numbers.ts';

/** Counts products in words: `1 product`, `2,000 products`. */
export function countProducts(count: number): string {
  return count === 1 ? '1 product' : `${formatCount(count)} products`;
}
