import { useQuery } from '@tanstack/react-query';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { countProducts } from '../../core/product/count-products.ts';
import { FOUND_PRODUCTS } from '../../live/product-queries.ts';
import { useSession } from '../../session/session.ts';
import { findProducts } from './find-products.ts';
import { SelectableProducts } from './selectable-products.tsx';

/** Shows the products with the SKUs of the address, and names those that have none. */
export function FoundProducts({ sku }: { sku: string }) {
  const { catalog } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [...FOUND_PRODUCTS, sku],
    queryFn: ({ signal }) => findProducts(catalog, sku, signal),
  });
  return (
    <>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="the products" />}
      {data !== undefined && (
        <>
          <p className="list-note" role="status">
            {countProducts(data.products.length)} found. <AsOf time={data.readAt} />
          </p>
          {data.missing.length > 0 && (
            <div className="notice" role="note">
              <div>
                <strong>No product has {data.missing.length === 1 ? 'this SKU' : 'these SKUs'}</strong>
                <ul className="missing">
                  {data.missing.map((missing) => (
                    <li key={missing}>
                      <code>{missing}</code>
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          )}
          <SelectableProducts products={data.products} />
        </>
      )}
    </>
  );
}
