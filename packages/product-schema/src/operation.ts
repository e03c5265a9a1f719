import { z } from 'zod';
import type { ProductChanges } from './product-changes.ts';
import type { ProductId } from './ids.ts';
import type { ProductInput } from './product.ts';

/**
 * - `put`: replaces the whole product, or makes it.
 * - `patch`: changes the fields that are named; there must be a product.
 * - `merge`: a patch where there is a product; where there is none, it makes one if it has a name and a price.
 * - `delete`: deletes the product; its versions go on if it is put again within 45 days.
 */
export const Op = z.enum(['put', 'patch', 'merge', 'delete']).meta({ id: 'Op' });
export type Op = z.infer<typeof Op>;

/** Effect that one item of a submission is to have. `ifVersion`: only if the product has this version when it is applied. */
export type Operation = { readonly ifVersion?: number } & (
  | { readonly op: 'put'; readonly product: ProductInput }
  | (Named & { readonly op: 'patch'; readonly changes: ProductChanges })
  /** Without a SKU it is new, and has all that a product needs. */
  | { readonly op: 'merge'; readonly sku?: string; readonly changes: ProductChanges }
  | (Named & { readonly op: 'delete' })
);

interface Named {
  readonly productId: ProductId;
  readonly sku?: string;
}
