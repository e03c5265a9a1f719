import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { formatCount, formatPrice } from '../../../formats/numbers.ts';
import { useSession } from '../../../session/session.ts';
import { findPriceChanges } from './find-price-changes.ts';

/** Lists prices that an import would change, the first ones in its report. */
export function PriceChanges({ id }: { id: string }) {
  const { catalog } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['price-changes', id],
    queryFn: ({ signal }) => findPriceChanges(catalog, id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section className="card" aria-labelledby="prices-title">
      <h2 id="prices-title">Prices that would change</h2>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="the prices" />}
      {data !== undefined && (
        <>
          {data.changes.length > 0 && (
            <ul className="price-changes">
              {data.changes.map(({ line, sku, price, currency, priceBefore, currencyBefore }) => (
                <li key={line}>
                  <span>
                    {sku ?? 'no SKU'} <span className="muted">line {formatCount(line)}</span>
                  </span>
                  <span className="number">
                    {formatPrice(priceBefore, currencyBefore)} →{' '}
                    <strong>{formatPrice(price, currency)}</strong>
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="muted">
            {data.isAll
              ? `${data.changes.length === 0 ? 'No price changes. ' : ''}All ${formatCount(data.rows)} rows of the report were read.`
              : `These are in the first ${formatCount(data.rows)} rows of the report; the report itself has all.`}
          </p>
        </>
      )}
    </section>
  );
}
