import type { Product } from '@async-catalog/client';
import { useCallback, useState } from 'react';

/** Products that one submission can have. */
export const MAX_SELECTED = 1000;

/** Holds the products that are selected, as they were shown then, up to {@link MAX_SELECTED}. */
export function useSelection() {
  const [selected, setSelected] = useState<ReadonlyMap<string, Product>>(new Map());
  const select = useCallback((product: Product, isSelected: boolean) => {
    setSelected((before) => {
      const after = new Map(before);
      if (!isSelected) {
        after.delete(product.id);
      } else if (after.size < MAX_SELECTED) {
        after.set(product.id, product);
      }
      return after;
    });
  }, []);
  const selectAll = useCallback((products: readonly Product[]) => {
    setSelected(new Map(products.slice(0, MAX_SELECTED).map((product) => [product.id, product])));
  }, []);
  const clear = useCallback(() => setSelected(new Map()), []);
  return { selected, select, selectAll, clear };
}
