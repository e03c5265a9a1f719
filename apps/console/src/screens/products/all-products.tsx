import { useCallback } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { countProducts } from '../../core/product/count-products.ts';
import { SelectableProducts } from './selectable-products.tsx';
import { useProductList } from './use-product-list.ts';
import { useReadAgain } from './use-read-again.ts';

/** Shows all products, which are read as one scrolls. */
export function AllProducts() {
  const again = useReadAgain();
  const list = useProductList();
  const { products, pages, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, error } =
    list;
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) {
      void fetchNextPage();
    }
  }, [isFetchingNextPage, isFetchNextPageError, fetchNextPage, pages]);
  if (pages === undefined) {
    return error === null ? (
      <Loading what="the products" />
    ) : (
      <ProblemNotice error={error} onRetry={() => void list.refetch()} />
    );
  }
  const count = countProducts(products.length);
  return (
    <>
      <p className="list-note">
        {hasNextPage ? `The first ${count}` : `${count} in all`}, in no particular order.{' '}
        <AsOf time={pages[0]!.readAt} />{' '}
        <button type="button" className="plain" disabled={again.isPending} onClick={() => again.mutate()}>
          Read again
        </button>
      </p>
      {again.error !== null && <ProblemNotice error={again.error} onRetry={() => again.mutate()} />}
      <SelectableProducts products={products} onNearEnd={hasNextPage ? more : undefined}>
        <p className="empty">The catalog has no products yet.</p>
      </SelectableProducts>
      {isFetchNextPageError && <ProblemNotice error={error} onRetry={() => void fetchNextPage()} />}
      <p className="list-end muted" role="status">
        {hasNextPage && !isFetchNextPageError && 'Reading more…'}
        {!hasNextPage && products.length > 0 && `The end: ${count} in all.`}
      </p>
    </>
  );
}
