import { ProductItem, type Product } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { Log } from '../deps.ts';

/**
 * Reads a row of `ProductTable`. One that can't be read is logged and shown without the fields at fault, so that it fails neither itself
 * nor its page.
 */
export function readProductItem(item: Record<string, unknown>, log: Pick<Log, 'error'>): Product {
  const decoded = z.safeDecode(ProductItem, item as z.input<typeof ProductItem>);
  if (decoded.success) {
    const { revision: _, deletedAt: __, ...product } = decoded.data;
    return product;
  }
  const fields = new Set(decoded.error.issues.map(({ path }) => String(path[0])));
  log.error('product unreadable', { productId: item['id'], fields: [...fields] });
  const readable = Object.entries(ProductItem.shape)
    .filter(([field]) => field !== 'revision' && item[field] !== undefined && !fields.has(field))
    .map(([field, schema]: [string, z.ZodType]) => [field, z.decode(schema, item[field])]);
  // It may lack a field that a product always has, but not its id, which the table's key ensures.
  return { ...Object.fromEntries(readable), id: item['id'] } as Product;
}
