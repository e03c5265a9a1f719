import type { Product, SubmissionItem } from '@async-catalog/client';
import { formatCount } from '../../formats/numbers.ts';
import { explainItem } from '../../core/product/explain-item.ts';

interface DeletedListProps {
  readonly products: readonly Product[];
  readonly items: readonly SubmissionItem[];
}

/** Shows what became of each product that was to be deleted, first those that are still there. */
export function DeletedList({ products, items }: DeletedListProps) {
  const kept = items.filter(({ outcome }) => outcome !== 'saved');
  const deleted = items.filter(({ outcome }) => outcome === 'saved');
  return (
    <>
      <div role="status">
        <h2>
          {formatCount(deleted.length)} deleted
          {kept.length > 0 && `, ${formatCount(kept.length)} not deleted`}
        </h2>
      </div>
      <ul className="fates" tabIndex={0} aria-label="What became of each product">
        {[...kept, ...deleted].map((item) => {
          const product = products[item.index];
          return (
            <li key={item.index}>
              <strong>{product?.name}</strong> {product?.sku !== undefined && <code>{product.sku}</code>}{' '}
              {item.outcome === 'saved' ? (
                <span className="muted">deleted</span>
              ) : (
                <span className="field-error">not deleted: {explainItem(item)}</span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
