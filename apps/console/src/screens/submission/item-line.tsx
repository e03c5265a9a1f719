import { Link } from '@tanstack/react-router';
import { amountOf, type ItemRow } from '../../core/item-rows.ts';
import { formatPrice } from '../../formats/numbers.ts';

/** Shows an item: which one, what became of it, and what that changed. */
export function ItemLine({ row }: { row: ItemRow }) {
  const { index, line, sku, productId, op, outcome, error } = row;
  const name = sku ?? productId?.slice(0, 8) ?? 'no SKU';
  return (
    <div className="item-line">
      <span className="muted number" title={line === undefined ? 'Index in the request' : `Line ${line}`}>
        {index}
      </span>
      <div className="item-name">
        {productId === undefined ? (
          <span>{name}</span>
        ) : (
          <Link to="/products/$productId" params={{ productId }}>
            {name}
          </Link>
        )}
        <span className="muted">{effectOf(row)}</span>
      </div>
      <span className="item-outcome">
        <span className={`dot outcome-${outcome}`} aria-hidden="true" /> {outcome}
        {op !== undefined && op !== 'put' && <span className="muted"> ({op})</span>}
      </span>
      <div className="item-detail" title={error?.detail}>
        {error === undefined ? (
          <Price row={row} />
        ) : (
          <>
            <code>{error.code}</code> {error.detail}
          </>
        )}
      </div>
    </div>
  );
}

function effectOf({ change, changedFields = [] }: ItemRow): string {
  return change === undefined
    ? ''
    : `${change}${changedFields.length > 0 ? `: ${changedFields.join(', ')}` : ''}`;
}

function Price({ row: { price, priceBefore } }: { row: ItemRow }) {
  if (price === undefined) {
    return null;
  }
  return (
    <>
      {priceBefore !== undefined && (
        <>
          <span className="sr-only">Price before: </span>
          <s className="muted">{formatPrice(amountOf(priceBefore), priceBefore.currency)}</s>{' '}
          <span className="sr-only">, price now: </span>
        </>
      )}
      {formatPrice(amountOf(price), price.currency)}
    </>
  );
}
