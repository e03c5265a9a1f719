import { PRODUCT_FIELDS, ProductItem } from '@async-catalog/product-schema';
import { withoutEmptyAttributes } from '../fold-operations.ts';
import type { Row } from '../simulation/product-writes.ts';

/** Reads the fields that consumers see from the row of a product. */
export function visibleFields(row: Row): Readonly<Record<string, unknown>> {
  const product = ProductItem.parse(row);
  return withoutEmptyAttributes(
    Object.fromEntries(
      PRODUCT_FIELDS.flatMap((field) => (product[field] === undefined ? [] : [[field, product[field]]])),
    ),
  );
}
