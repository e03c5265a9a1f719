import type { Product } from '@async-catalog/client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ProductRow } from './product-row.tsx';
import { useOffsetTop } from './use-offset-top.ts';
import { useRowHeight } from './use-row-height.ts';

interface ProductTableProps {
  readonly products: readonly Product[];
  readonly selected: ReadonlyMap<string, Product>;
  readonly onSelect: ((product: Product, selected: boolean) => void) | undefined;
  /** Called when the end comes near; absent once there is no more to read. */
  readonly onNearEnd?: (() => void) | undefined;
}

/** Rows beyond what is visible, at either end. */
const OVERSCAN = 10;
/** Rows from the end on which the next page is read, so that it is there before anybody sees the end. */
const NEAR_END = 60;

/** Shows products as a table whose rows exist only where they are looked at. */
export function ProductTable({ products, selected, onSelect, onNearEnd }: ProductTableProps) {
  const table = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const scrollMargin = useOffsetTop(table);
  const virtualizer = useWindowVirtualizer({
    count: products.length,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin,
    getItemKey: (index) => products[index]!.id,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= products.length - NEAR_END) {
      onNearEnd?.();
    }
  }, [last, products.length, onNearEnd]);
  return (
    <div
      role="table"
      aria-label="Products"
      aria-rowcount={onNearEnd === undefined ? products.length + 1 : -1}
      className="product-table"
    >
      <div role="row" className="product-header" aria-rowindex={1}>
        <div role="columnheader" className="cell-select">
          <span className="sr-only">Selected</span>
        </div>
        <div role="columnheader">Name</div>
        <div role="columnheader">SKU</div>
        <div role="columnheader" className="number">
          Price
        </div>
        <div role="columnheader">Category</div>
        <div role="columnheader">Picture</div>
        <div role="columnheader">Last change</div>
      </div>
      <div
        ref={table}
        role="rowgroup"
        className="product-rows"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ index, key, start }) => {
          const product = products[index]!;
          return (
            <ProductRow
              key={key}
              product={product}
              index={index}
              top={start - scrollMargin}
              selected={selected.has(product.id)}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}
