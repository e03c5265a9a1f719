import type { Warning } from './warning.ts';

/** Describes an item that another one of its submission replaces. */
export function replacedBy(index: number): Pick<Warning, 'code' | 'pointer' | 'detail'> {
  return {
    code: 'DUPLICATE_SKU',
    pointer: '/sku',
    detail: `is in item ${index}, too, which replaces this one`,
  };
}
