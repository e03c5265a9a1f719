import { Link } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { formatTime } from '../../formats/times.ts';
import type { Gone } from './use-product.ts';

/** Says that a product was deleted and when, or that there never was one. */
export function GoneProduct({ id, gone }: { id: string; gone: Gone }) {
  const isDeleted = gone.code === 'PRODUCT_DELETED';
  return (
    <Page title={isDeleted ? 'Deleted product' : 'No such product'}>
      <div className="notice" role="status">
        <div>
          <strong>{isDeleted ? <DeletedAt gone={gone} /> : 'No product with this id has been saved.'}</strong>
          <p>
            <code>{id}</code>
          </p>
          <p className="muted">
            {isDeleted
              ? 'It comes back when its SKU is imported or submitted again.'
              : 'Check the link. A product that was just submitted is here once it is saved.'}
          </p>
          <Link className="button" to="/products">
            All products
          </Link>
        </div>
      </div>
    </Page>
  );
}

/** Says when a product was deleted. */
export function DeletedAt({ gone: { deletedAt, detail } }: { gone: Gone }) {
  return deletedAt === undefined ? (
    detail
  ) : (
    <>
      The product was deleted on <time dateTime={deletedAt}>{formatTime(deletedAt)}</time>.
    </>
  );
}
