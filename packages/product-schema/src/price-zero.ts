import type { Warning } from './warning.ts';

/** Warning of a price that is valid, and often a cell that was left empty. */
export const PRICE_ZERO = {
  code: 'PRICE_ZERO',
  pointer: '/price',
  detail: 'is 0, so the product is free; if it is not meant to be, send its price',
} as const satisfies Pick<Warning, 'code' | 'pointer' | 'detail'>;
