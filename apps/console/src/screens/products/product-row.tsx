import type { Product } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { fileNameOf } from '../../core/product/file-name.ts';
import { formatPrice } from '../../formats/numbers.ts';
import { formatTime } from '../../formats/times.ts';

interface ProductRowProps {
  readonly product: Product;
  readonly index: number;
  /** Place below the top of the table, in CSS px. */
  readonly top: number;
  readonly selected: boolean;
  /** Absent where the products can only be read. */
  readonly onSelect: ((product: Product, selected: boolean) => void) | undefined;
}

export const ProductRow = memo(function ProductRow(props: ProductRowProps) {
  const { product, index, top, selected, onSelect } = props;
  const { id, name, sku, price, currency, category, images, updatedAt } = product;
  return (
    <div
      role="row"
      className="product-row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" className="cell-select">
        {onSelect !== undefined && (
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={selected}
            onChange={(event) => onSelect(product, event.target.checked)}
          />
        )}
      </div>
      <div role="cell" className="cell-name">
        <Link to="/products/$productId" params={{ productId: id }} preload={false} title={name}>
          {name}
        </Link>
      </div>
      <div role="cell" className="cell-sku">
        {sku === undefined ? <span className="muted">no SKU</span> : <code>{sku}</code>}
      </div>
      <div role="cell" className="cell-price number">
        {formatPrice(price, currency)}
      </div>
      <div role="cell" className="cell-category">
        {category}
      </div>
      <div role="cell" className="cell-picture muted">
        {images?.[0] !== undefined && fileNameOf(images[0])}
      </div>
      <div role="cell" className="cell-changed muted">
        <time dateTime={updatedAt}>{formatTime(updatedAt)}</time>
      </div>
    </div>
  );
});
