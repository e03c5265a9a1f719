import type { ImportMapping } from '@async-catalog/product-schema';
import type { Layout, ReadRow } from './layout.ts';
import { createShopifyLayout } from './shopify.ts';
import { createWooCommerceLayout } from './woocommerce.ts';

/** Looks up the layout of a mapping, for a file with those columns; none where each row is an item. */
export function layoutOf(
  { layout }: ImportMapping,
  columns: readonly string[],
  readRow: ReadRow,
): Layout | undefined {
  switch (layout) {
    case 'shopify':
      return createShopifyLayout(columns, readRow);
    case 'woocommerce':
      return createWooCommerceLayout(columns, readRow);
    default:
      return undefined;
  }
}
